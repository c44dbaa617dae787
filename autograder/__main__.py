"""The instructor's commands: ``python -m autograder COMMAND ...``."""

import argparse
import ast
import importlib
import sys
from pathlib import Path

#: Each command is a module with a keyword-only `main`, whose docstring is the help. A module may
#: describe its own `arguments`; otherwise it takes one, the chapter. A module is imported when its
#: command is called: nbgrader, nbconvert and torch take seconds, and most commands need little.
COMMANDS = {
    "release": "releases",
    "sample-class": "sample_class",
    "collect": "collect",
    "grade": "run",
    "table": "table",
    "feedback": "feedback",
    "export": "export",
    "report": "report",
    "dry-run": "dry_run",
    "experiments": "experiments",
    "publish": "publish",
}


def main(arguments=None):
    """Run one command; errors end it with one sentence and status 1, Ctrl-C with 130."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    called = next((word for word in arguments if word in COMMANDS), None)
    try:
        for name, module in COMMANDS.items():
            summary = _summary(module)
            command = commands.add_parser(name, help=summary, description=summary)
            if name == called:
                module = importlib.import_module(f"autograder.{module}")
                getattr(module, "arguments", _chapter)(command)
                run = module.main
        options = vars(parser.parse_args(arguments))
        del options["command"]
        done = run(**options)
    except (OSError, ValueError, RuntimeError) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nautograder: stopped; the same command goes on from here.", file=sys.stderr)
        return 130
    return done if isinstance(done, int) else 0


def _summary(module):
    """Return the first line of the docstring of a module's `main`, without importing it."""
    source = Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == "main":
            return ast.get_docstring(node).splitlines()[0]
    raise ValueError(f"autograder/{module}.py has no function main; a command needs one.")


def _chapter(parser):
    parser.add_argument("chapter", metavar="CHAPTER", help="for example update_rules")


if __name__ == "__main__":
    sys.exit(main())
