"""What no evidence and no report may show, taken out of text. Shared by worker and parent; standard library only."""

import re
import sys
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import Any

REDACTED = "[redacted]"
REACH_CHARS = 4096
"""Text that is cut is looked at so far behind the cut, so that no first half of a match is left before it."""
_STRING = re.compile(
    r"""[bBrRuUfF]{0,2}(?:(\\{1,8}["']).*?(?:\1|$)|"(?:\\.|[^"\\])*(?:"|$)|'(?:\\.|[^'\\])*(?:'|$))""", re.DOTALL
)
_CLOSERS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_TO_NEXT_ENTRY = re.compile(r"[^,;)}\]\n(\[{<\"']*")
_TO_NEXT_WORD = re.compile(r"[^\s,;&)}\](\[{<\"']*")
_TO_END_OF_LINE = re.compile(r"[^\r\n]*")
Span = tuple[int, int]


class Redaction:
    """`patterns` are regular expressions; what they match in a text is replaced. `keys` are names, whatever their case:
    where one stands before ':' or '=' in a text, as in the repr of a mapping, in JSON, in `name=value` or in a header,
    the value behind it is replaced, whatever it is.

    All is looked for in the text as it came, so that no pattern spoils another one's match. Text that was written in
    another form (an escape within a repr, base64) is not known again. Raises re.error for what is no pattern.
    """

    def __init__(self, patterns: Sequence[str] = (), keys: Sequence[str] = ()) -> None:
        self.patterns, self.keys = tuple(dict.fromkeys(patterns)), tuple(dict.fromkeys(k.casefold() for k in keys))
        self._compiled = [re.compile(pattern) for pattern in self.patterns]
        names = "|".join(map(re.escape, sorted(self.keys, key=len, reverse=True)))
        named = rf"""(?<!\w)(?P<quote>\\{{0,8}}["']|)(?:{names})(?P=quote)(?!\w)\s*(?P<joint>=>|[:=,])\s*"""
        self._named = re.compile(named, re.IGNORECASE) if names else None

    def __bool__(self) -> bool:
        return bool(self.patterns or self.keys)

    def text(self, text: str) -> str:
        """The text with a mark in the place of each match; what is marked already stays as it is."""
        if not self:
            return text
        marks = [m.span() for m in re.finditer(re.escape(REDACTED), text)]
        found = [span for span in self._found(text) if not _is_marked(span, marks)]
        if not found:
            return text
        kept, end = [], 0
        for start, stop in _merged(sorted(found)):
            kept.append(text[end:start])
            end = stop
        return REDACTED.join([*kept, text[end:]])

    def start_of(self, text: str, chars: int) -> str:
        """The first so many characters of the text, redacted before it is cut."""
        return self.text(text[: chars + REACH_CHARS])[:chars] if self else text[:chars]

    def names(self, key: str) -> bool:
        """Whether what stands under this key is never shown."""
        return key.casefold() in self.keys

    def to_json(self) -> dict[str, Any]:
        return {"patterns": list(self.patterns), "keys": list(self.keys)}

    def _found(self, text: str) -> Iterator[Span]:
        for pattern in self._compiled:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    yield match.span()
        end = 0
        while self._named and (found := self._named.search(text, end)):
            start, quoted, joint = found.end(), bool(found["quote"]), found["joint"]
            in_running_text = joint == "," and not quoted  # and no name of a pair
            end = start if in_running_text else _value_end(text, start, quoted=quoted, joint=joint)
            if end > start:
                yield start, end


NOTHING = Redaction()
here = NOTHING
"""What a worker is told to take out of texts before it cuts them; set once, before the subject is imported."""


def _is_marked(span: Span, marks: Sequence[Span]) -> bool:
    """Whether it lies in one of the marks, which are in order."""
    at = bisect(marks, (span[0], sys.maxsize)) - 1
    return at >= 0 and span[1] <= marks[at][1]


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    start, stop = spans[0]
    for next_start, next_stop in spans[1:]:
        if next_start < stop:
            stop = max(stop, next_stop)
        else:
            yield start, stop
            start, stop = next_start, next_stop
    yield start, stop


def _value_end(text: str, start: int, *, quoted: bool, joint: str) -> int:
    """Where the value ends that begins at `start`: a string, a call or container with all that is in it, else what
    stands up to the next entry, word or line, by how its name is written. One that was cut off ends with the text.
    """
    if string := _STRING.match(text, start):
        return string.end()
    bare = _TO_NEXT_ENTRY if quoted else _TO_END_OF_LINE if joint == ":" else _TO_NEXT_WORD
    at = start
    while at < len(text):
        at = _end_of(bare, text, at)
        if at < len(text) and text[at] in _CLOSERS:
            at = _container_end(text, at)
        elif quoted and at < len(text) and text[at] in "\"'":
            at = _end_of(_STRING, text, at)
        else:
            break
    return at


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _container_end(text: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`; brackets within strings do not count."""
    open_, at = list[str](), start
    while at < len(text):
        sign = text[at]
        if sign in "\"'":
            at = max(_end_of(_STRING, text, at), at + 1)
            continue
        if sign in _CLOSERS:
            open_.append(_CLOSERS[sign])
        elif open_ and sign == open_[-1]:
            open_.pop()
            if not open_:
                return at + 1
        at += 1
    return len(text)
