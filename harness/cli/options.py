"""Options as the commands take and read them: templates, text, budgets and seeds."""

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import UsageError

SEED_MAX = 2**53 - 1
JOBS = min(2, os.cpu_count() or 1)
"""Workers at a time, where nobody says how many."""
SUBJECT_HELP = "bundled, installed, a requirement such as stageflow-core==0.5.0, or path:DIR with a stageflow package."
PYTHON_HELP = "a version (3.12), a name (python3.12) or the path of an interpreter or of its environment."
Templates = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder whose templates take the place of those of that name.")
]
WITH_HELP = "what your own stages need: a requirement (pydantic>=2) or a folder (./mine)."


def read_by(reader: Callable[[str], object]) -> Callable[[str | None], str | None]:
    """A callback for an option whose text is looked at before the command begins; `reader` raises for what is none."""

    def callback(text: str | None) -> str | None:
        if text is not None:
            reader(text)
        return text

    return callback


def text_of(option: str, text: str) -> str:
    """The text of an option. Raises UsageError where it came as bytes that are no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{option} {text!a} is not UTF-8\n  give it as text of that encoding") from error
    return text


def budget_of(text: str | None, option: str = "--budget") -> tuple[int | None, int | None]:
    """(trials, seconds) of a budget such as 2000t or 30s; one of them, or none. Raises UsageError for anything else."""
    if text is None:
        return None, None
    match = re.fullmatch(r"([0-9]{1,7})([ts]?)", text)
    if match is None or int(match[1]) < 1:
        raise UsageError(
            f"{option} {text!r} is no budget\n"
            "  expected a number of trials from 1 to 9999999, such as 2000t, or of seconds, such as 30s"
        )
    return (None, int(match[1])) if match[2] == "s" else (int(match[1]), None)


def seed_of(text: str, option: str = "--seed") -> int:
    """A seed from 0 to 2**53 - 1; `random` draws one, which the report then shows. Raises UsageError otherwise."""
    if text == "random":
        return secrets.randbelow(SEED_MAX)
    if not re.fullmatch(r"[0-9]{1,16}", text) or int(text) > SEED_MAX:
        raise UsageError(f"{option} {text!r} is no seed\n  expected a number from 0 to {SEED_MAX}, or 'random'")
    return int(text)
