"""The first place where two values differ, for a witness that somebody can follow."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from harness.evidence.fingerprint import digest, preview

CHARS_MAX = 60
DEPTH_MAX = 100


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING = _Nothing()
"""Stands for what a mapping does not hold."""


def first_difference(put: Any, got: Any) -> tuple[str, str, str]:
    """(path, what was put there, what stands there now), as deep as both are containers of one kind; "nothing" stands
    for an entry that only one of them has.

    By deep fingerprints, so that a tuple and a list of the same content differ. Values that are equal give "" for all.
    """
    path = ""
    if digest(put) == digest(got):
        return "", "", ""
    while len(path) < DEPTH_MAX * 8:
        inner = next((p for p in _shared(put, got) if digest(p[1]) != digest(p[2])), None)
        if inner is None:
            break
        path, put, got = path + inner[0], inner[1], inner[2]
    return path or "the whole", preview(put, CHARS_MAX), preview(got, CHARS_MAX)


def _shared(put: Any, got: Any) -> Iterator[tuple[str, Any, Any]]:
    """(step, what is there, what is there) for each place that both have, and each entry that only one has."""
    if isinstance(put, Mapping) and isinstance(got, Mapping):
        keys = [*put, *(key for key in got if key not in put)]
        yield from ((f"[{key!r}]", put.get(key, NOTHING), got.get(key, NOTHING)) for key in keys)
    elif (
        isinstance(put, (list, tuple))
        and isinstance(got, Sequence)
        and isinstance(put, tuple) == isinstance(got, tuple)
    ):
        yield from ((f"[{i}]", *both) for i, both in enumerate(zip(put, got, strict=False)))
    elif type(put) is type(got) and dataclasses.is_dataclass(put):
        yield from ((f".{f.name}", getattr(put, f.name), getattr(got, f.name)) for f in dataclasses.fields(put))
