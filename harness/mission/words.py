"""How problems speak of what they met: the nearest known word, lists of words, kinds of values."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

_TEXT_MAX = 60
_WORDS_MAX = 20
EXPLAINED = ("scenarios", "graphs", "behaviours", "drivers", "checks", "metrics", "plants", "probes")
"""What `stageflow-stress explain` lists."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant; None if none is near. Case does not count.

    That is the one spelt most like it, else the only one that has all of its parts: `golden` means
    `every_output_is_golden`.
    """
    by_fold = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), by_fold, 1, 0.6)
    if not found:
        parts = _parts(word)
        found = [fold for fold in by_fold if parts and parts <= _parts(fold)]
    return by_fold[found[0]] if len(found) == 1 else None


def _parts(name: str) -> set[str]:
    return {part for part in re.split(r"[_\-. ]", name.casefold()) if part}


def suggestion(word: str, known: Iterable[str], kind: str = "known") -> str:
    """The next step after an unknown word: the one that was meant, else all there are, or how to see them."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean '{near}'?"
    if len(names) > _WORDS_MAX and kind in EXPLAINED:
        return f"stageflow-stress explain {kind}  lists them all"
    more = f" and {len(names) - _WORDS_MAX} more" if len(names) > _WORDS_MAX else ""
    return f"{kind}: {listed(names[:_WORDS_MAX])}{more}" if names else f"{kind}: none"


def listed(names: Iterable[str], last: str = ",") -> str:
    """`a, b, c`; with a last joint such as " or", `a, b or c`."""
    words = list(names)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{last} {words[-1]}"


def described(value: Any) -> str:
    """The value got, short: text in quotes, numbers as they are, containers by their kind."""
    if isinstance(value, str):
        line = value.replace("\n", "\\n")
        short = line if len(line) <= _TEXT_MAX else line[: _TEXT_MAX - 3] + "..."
        return f"text '{short}'" if value else "empty text"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if value else "an empty list"
