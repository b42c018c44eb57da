"""JSON text parsed in steps of a few kB into frozen values. For `load_snapshot` and its async variant."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from json.decoder import scanstring  # type: ignore[attr-defined]  # in no stub, but part of the module
from typing import Any, NoReturn

from stageflow.immutable.freeze import deep_freeze
from stageflow.immutable.views import dict_view, list_view

WINDOW_CHARS = 16_384

Steps = Generator[None, None, Any]

# The parser of the standard library, in C: the value at a place and where it ends.
_decoder: Any = json.JSONDecoder()
_scan = _decoder.scan_once
_after_space: Any = re.compile(r"[ \t\n\r]*").match
_IN_NUMBERS = frozenset("0123456789.eE+-")


def parse_steps(text: str, window_chars: int = WINDOW_CHARS) -> Steps:
    """Parse JSON text; yields after every `window_chars` or so and returns the value, frozen, of any depth.

    What the text means is decided by the parser of the standard library, which is given one window of the text after
    another. A value that does not end within its window is opened here and its parts are parsed in turn. Raises
    JSONDecodeError as `json.loads` does.
    """
    return _Parser(text, window_chars).steps()


class _Parser:
    def __init__(self, text: str, window_chars: int) -> None:
        self._text = text
        self._size = window_chars
        self._start = 0
        self._window = text[:window_chars]

    def steps(self) -> Steps:
        """See `parse_steps`."""
        text = self._text
        open_values: list[tuple[Any, str]] = []  # each container with the key that its next value gets
        place = self._skip(0)
        while True:
            before = self._start
            small = self._small(place)
            if self._start != before:
                yield
            if small is not None:
                value, place = small
            elif text[place : place + 1] == '"':
                value, place = yield from self._long_text(place + 1)
            elif text[place : place + 1] in ("{", "["):
                opened: Any = {} if text[place] == "{" else []
                place = self._skip(place + 1)
                if text[place : place + 1] != ("}" if type(opened) is dict else "]"):
                    key, place = self._key(place) if type(opened) is dict else ("", place)
                    open_values.append((opened, key))
                    continue
                value, place = self._closed(opened), place + 1
            else:
                value, place = self._number(place)
            while open_values:
                container, key = open_values.pop()
                if type(container) is dict:
                    container[key] = value
                else:
                    container.append(value)
                place = self._skip(place)
                sign = text[place : place + 1]
                if sign == ",":
                    place = self._skip(place + 1)
                    key, place = self._key(place) if type(container) is dict else ("", place)
                    open_values.append((container, key))
                    break
                if sign != ("}" if type(container) is dict else "]"):
                    self._refuse("Expecting ',' delimiter", place)
                value, place = self._closed(container), place + 1
            if not open_values:
                place = self._skip(place)
                if place != len(text):
                    self._refuse("Extra data", place)
                return value

    def _small(self, place: int) -> tuple[Any, int] | None:
        """The value at a place and where it ends, if it ends within a window; moves the window there if it must."""
        for moved in (False, True):
            if moved:
                self._start, self._window = place, self._text[place : place + self._size]
            at = place - self._start
            if at < len(self._window):
                try:
                    value, end = _scan(self._window, at)
                except (StopIteration, ValueError, RecursionError):
                    pass  # cut off by the window, too deep for the stack, or wrong: seen when it is opened
                else:
                    end += self._start
                    # a number that the window cuts off looks like a shorter one
                    if not isinstance(value, int | float) or self._text[end : end + 1] not in _IN_NUMBERS:
                        return deep_freeze(value), end
            if at == 0:
                return None
        return None

    def _number(self, place: int) -> tuple[Any, int]:
        """What is neither text nor a container and does not end within its window."""
        try:
            value, end = _scan(self._text, place)
        except StopIteration:
            self._refuse("Expecting value", place)
        return value, end

    def _key(self, place: int) -> tuple[str, int]:
        """A key, and the place of its value."""
        if self._text[place : place + 1] != '"':
            self._refuse("Expecting property name enclosed in double quotes", place)
        key, place = scanstring(self._text, place + 1, True)
        place = self._skip(place)
        if self._text[place : place + 1] != ":":
            self._refuse("Expecting ':' delimiter", place)
        return key, self._skip(place + 1)

    def _long_text(self, place: int) -> Generator[None, None, tuple[str, int]]:
        """Text that does not end within its window, piece by piece, each closed by a quote of our own."""
        text, pieces = self._text, list[str]()
        while True:
            cut = place + self._size
            for _ in range(24):  # a cut must not fall into an escape or between the halves of a pair of surrogates
                piece = text[place:cut]
                try:
                    value, end = scanstring(piece + '"', 0, True)
                except ValueError:
                    cut += 1
                    continue
                if end <= len(piece) or not "\ud800" <= value[-1:] <= "\udbff":
                    break
                cut += 1
            else:
                value, end = scanstring(text, place, True)  # wrong, or halves only: in one go
                return "".join([*pieces, value]), end
            pieces.append(value)
            if end <= len(piece):
                return "".join(pieces), place + end
            if cut >= len(text):
                self._refuse("Unterminated string starting at", place)
            place = cut
            yield

    def _skip(self, place: int) -> int:
        return _after_space(self._text, place).end()  # type: ignore[no-any-return]

    def _closed(self, container: Any) -> Any:
        return dict_view(container) if type(container) is dict else list_view(container)

    def _refuse(self, what: str, place: int) -> NoReturn:
        raise json.JSONDecodeError(what, self._text, place)
