"""The instructor's commands: ``python -m autograder COMMAND ...``."""

import argparse
import sys

from autograder import experiments, sample_class, table

#: Each command is a module with a keyword-only `main`; its docstring is the help.
COMMANDS = {"sample-class": sample_class, "table": table, "experiments": experiments}


def main(arguments=None):
    """Run one command; errors end it with one sentence and status 1."""
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        summary = module.main.__doc__.splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("chapter", metavar="CHAPTER", help="for example update_rules")
    options = vars(parser.parse_args(arguments))
    command = COMMANDS[options.pop("command")]
    try:
        command.main(**options)
    except (OSError, ValueError, RuntimeError) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
