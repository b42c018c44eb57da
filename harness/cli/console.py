"""Where commands print: consoles for people, plain lines for errors, text of others made harmless first."""

import os
import sys
from typing import TYPE_CHECKING, Literal, TextIO

from harness.report.escape import visible, without_orders

if TYPE_CHECKING:
    from rich.console import Console


def plain(text: object) -> str:
    """The text with everything that a terminal would obey, hide or reorder written as an escape such as `\\x1b`; so is
    what the runner of a build would obey at the start of a line.

    Line ends and tabs stay. Says nothing of markup: the consoles below interpret none.
    """
    return without_orders(visible(str(text), keep="\n\t"))


def plain_line(text: object) -> str:
    """Like `plain`, for a place that has one line: line ends and tabs become spaces."""
    return " ".join(plain(text).split())


def stdout() -> "Console":
    """The rich console on standard output; no markup, no highlighting, colour only on a terminal without NO_COLOR."""
    return _console(sys.stdout)


def stderr() -> "Console":
    """The rich console on standard error, for everything that is not the answer itself."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # rich would end with 1, which says that something was found

    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Plain(file=stream, markup=False, highlight=False, emoji=False, color_system=colours)


def say_error(text: object) -> None:
    """Prints plain lines on standard error, without colour, markup or folding."""
    print(plain(text), file=sys.stderr, flush=True)


def let_streams_print_anything() -> None:
    """Makes the standard streams escape what their encoding cannot hold, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
