"""The instructor's commands: ``python -m autograder COMMAND ...``."""

import argparse
import sys

from autograder import (
    collect,
    dry_run,
    experiments,
    export,
    feedback,
    publish,
    report,
    run,
    sample_class,
    table,
)

#: Each command is a module with a keyword-only `main`; its docstring is the help. A module may
#: describe its own `arguments`; else it has one, the chapter.
COMMANDS = {
    "sample-class": sample_class,
    "collect": collect,
    "grade": run,
    "table": table,
    "feedback": feedback,
    "export": export,
    "report": report,
    "dry-run": dry_run,
    "experiments": experiments,
    "publish": publish,
}


def main(arguments=None):
    """Run one command; errors end it with one sentence and status 1, Ctrl-C with 130."""
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        summary = module.main.__doc__.splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        getattr(module, "arguments", _chapter)(command)
    options = vars(parser.parse_args(arguments))
    name = options.pop("command")
    try:
        done = COMMANDS[name].main(**options)
    except (OSError, ValueError, RuntimeError) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nautograder: stopped; the same command goes on from here.", file=sys.stderr)
        return 130
    return done if isinstance(done, int) else 0


def _chapter(parser):
    parser.add_argument("chapter", metavar="CHAPTER", help="for example update_rules")


if __name__ == "__main__":
    sys.exit(main())
