"""Where a JSON document differs from what it should say, field by field. Pure; knows nothing of runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from harness.evidence.encodable import bounded

VALUE_CHARS_MAX = 160
_ABSENT = object()
_LABELS = (("check", "pipeline"), ("id",), ("pipeline", "engine"), ("pipeline",), ("fingerprint",), ("plant",))
"""What an entry of a list is called by: the first of these whose keys it has."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that says something else than what it was made from; `source` is what that is."""

    place: str
    said: str
    source: str
    expected: str

    def __str__(self) -> str:
        return f"{self.place} says {self.said}; {self.source} says {self.expected}"


def differences(said: Any, expected: Any, file: str, source: str) -> Iterator[Difference]:
    """Every field of `said` that is not as in `expected`, each with its path: `run.json: hypotheses[H1].result`.

    Both are JSON values. Entries of lists are told by their id, check, pipeline or fingerprint where they have one, so
    that one that is missing is one difference and not one for each that follows.
    """
    for path, one, other in _walk(said, expected, ""):
        yield Difference(f"{file}: {path or 'the document'}", _told(one), source, _told(other))


def _walk(said: Any, expected: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(said, Mapping) and isinstance(expected, Mapping):
        for key in sorted({*said, *expected}):
            yield from _walk(said.get(key, _ABSENT), expected.get(key, _ABSENT), f"{path}.{key}" if path else key)
    elif isinstance(said, list) and isinstance(expected, list):
        yield from _walk_lists(said, expected, path)
    elif type(said) is not type(expected) or said != expected:
        yield path, said, expected


def _walk_lists(said: list[Any], expected: list[Any], path: str) -> Iterator[tuple[str, Any, Any]]:
    ones, others = _labelled(said), _labelled(expected)
    if ones is None or others is None:
        ones, others = dict(enumerate(said)), dict(enumerate(expected))
    elif list(ones) != list(others) and {*ones} == {*others}:
        yield f"{path}: the order", list(ones), list(others)
    for label in dict.fromkeys((*others, *ones)):
        yield from _walk(ones.get(label, _ABSENT), others.get(label, _ABSENT), f"{path}[{label}]")


def _labelled(entries: Sequence[Any]) -> dict[Any, Any] | None:
    """The entries by what they are called; None where one has no name, or two have the same."""
    named = {_label(entry): entry for entry in entries}
    return named if len(named) == len(entries) and None not in named else None


def _label(entry: Any) -> str | None:
    if not isinstance(entry, Mapping):
        return None
    keys = next((keys for keys in _LABELS if all(isinstance(entry.get(key), str) for key in keys)), None)
    return None if keys is None else "@".join(entry[key] for key in keys)


def _told(value: Any) -> str:
    if value is _ABSENT:
        return "nothing"
    if isinstance(value, str):
        return f"'{bounded(value, VALUE_CHARS_MAX)}'"
    return bounded(orjson.dumps(value).decode(), VALUE_CHARS_MAX)
