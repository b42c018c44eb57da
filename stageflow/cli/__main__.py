"""`python -m stageflow.cli COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from stageflow.cli import lint


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; the exit code. Without a command it prints its help."""
    parser = argparse.ArgumentParser(prog="python -m stageflow.cli", description="Tools for stageflow pipelines.")
    commands = parser.add_subparsers(dest="command")
    lint.add_arguments(commands.add_parser("lint", help="check a pipeline's dependencies"))
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help()
        return 0
    return lint.run(options)


if __name__ == "__main__":
    sys.exit(main())
