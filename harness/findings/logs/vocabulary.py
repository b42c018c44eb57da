"""Words by which a message tells that something starts, ends well or fails. English, as loggers write it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from harness.findings.logs.shapes import shape_of

Told = Literal["start", "open", "end", "failure"]
_FORMS: Mapping[Told, str] = {
    "start": "start starts started starting begin begins beginning began begun launched launching",
    "open": "opened opening acquired acquiring connected connecting entered entering",
    "end": "complete completed completes completing finished finishes finishing ended ends ending done succeeded "
    "succeeds success successful successfully closed closes closing released releases releasing disconnected "
    "disconnects exited exits exiting stopped stops stopping",
    "failure": "fail failed fails failing failure error errors cancelled canceled cancelling canceling aborted "
    "aborting timed timeout time-out interrupted skipped skipping short-circuited crashed killed gave giving refused "
    "rejected dropped",
}
_TELLS: Mapping[str, Told] = {word: told for told, words in _FORMS.items() for word in words.split()}
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_OF_STAGES = re.compile(r"\bok\b", re.IGNORECASE)
_READ_CHARS_MAX = 200
_ABOUT_CHARS_MAX = 80
_AROUND = " \t\r\n:;,._-([{"
_AUXILIARIES = re.compile(r"(?:\s+(?:is|are|was|were|has|have|had|been|now))+$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|cannot|can't|won't|to|will|be)$", re.IGNORECASE)


class Telling(NamedTuple):
    """`about` is what starts, ends or fails, as the message calls it."""

    what: Told
    about: str


@lru_cache(maxsize=1024)
def telling(message: str) -> Telling | None:
    """What the first such word of a message tells, and of what: the text before it, or behind it where there is none.
    None where there is no such word, or where it tells of what does not happen or will.
    """
    text = message[:_READ_CHARS_MAX]
    if _TELLS.keys().isdisjoint(_WORD.findall(text.lower())):
        return None
    match = next((word for word in _WORD.finditer(text) if word[0].lower() in _TELLS), None)
    if match is None or _DENIED.search(text[: match.start()].rstrip()):
        return None
    before = _AUXILIARIES.sub("", text[: match.start()].rstrip(_AROUND)).strip(_AROUND)
    about = before or re.split(r"[:;,(\n]", text[match.end() :].lstrip(_AROUND), maxsplit=1)[0].strip(_AROUND)
    return Telling(_TELLS[match[0].lower()], about[:_ABOUT_CHARS_MAX].lower())


def kind_of(about: str) -> str:
    """What several things of one kind have in common: all words but the last, which is often a name."""
    words = about.split()
    return shape_of(" ".join([*words[:-1], "*"]) if len(words) > 1 else about)


def tells_of_an_end(message: str) -> bool:
    """Whether something ended, well or not."""
    told = telling(message)
    return told is not None and told.what in ("end", "failure")


def tells_of_success(message: str) -> bool:
    """Whether something ended, and not by failing."""
    told = telling(message)
    return (told is not None and told.what == "end") or _OF_STAGES.search(message[:_READ_CHARS_MAX]) is not None
