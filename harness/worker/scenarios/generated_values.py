"""Generated content: what JSON can hold, what plain data can hold, and what JSON must refuse."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

DEPTH_MAX = 3
LONG = " ".join(map(str, range(4_000)))
"""Longer than what is written or read at once, and no two parts of it are alike."""
TEXTS = ("", "a", "Zürich", "日本語", "🌍", "line\nbreak", "\u0000", '"quoted"', "\\u0041", "null", LONG)
KEYS = ("", "a", "b", "None", "__type__", "$ref", "schema", "run_id", "metadata", "extensions_type", "ключ", "a.b[0]")
"""Keys that a careless conversion takes for its own marks."""
NUMBERS = (0, 1, -1, True, False, 0.0, -0.0, 0.1, 1e300, 2**53 + 1, -(2**63), 10**30)

ODD: tuple[Any, ...] = (
    (),
    (1, ("nested", None)),
    {1, "a"},
    frozenset({2}),
    b"",
    b"\x00\xff",
    date(2020, 2, 29),
    datetime(2020, 1, 1, tzinfo=UTC),
    UUID(int=7),
    "\ud800",
    float("inf"),
)
"""What plain data keeps and JSON cannot hold."""
ESCAPE_CHARS = 12
"""Of a character beyond the basic plane: "\\ud83c\\udf0d"."""


def long_texts() -> Iterator[tuple[str, str]]:
    """(what, text) that is longer than what is read at once, most of it in escapes, and shifted by one character each
    time, so that whatever the reader looks at ends once at each place of an escape and of a pair of them.
    """
    for shift in range(ESCAPE_CHARS + 1):
        yield f"pairs of escapes, shifted by {shift}", "x" * shift + "🌍" * 3_000
        yield f"escapes, shifted by {shift}", "x" * shift + '\u0001é"\n' * 2_500


def text(drawn: random.Random) -> str:
    return drawn.choice(TEXTS)


def json_dict(drawn: random.Random) -> dict[str, Any]:
    """A dictionary of what JSON gives back as it is."""
    return _dict(drawn, 0, _json_leaf)


def plain_dict(drawn: random.Random) -> dict[str, Any]:
    """A dictionary of what may stand in a frozen value: also tuples, sets, dates, ids, bytes, odd text."""
    return _dict(drawn, 0, _plain_leaf)


def every_kind(content: Callable[[random.Random], dict[str, Any]]) -> dict[str, Any]:
    """A dictionary that holds each kind of leaf which `content` draws from, so that no seed misses one."""
    held = {"numbers": list(NUMBERS), "texts": list(TEXTS), "nothing": None, "empty": [{}, []]}
    return {**held, "odd": list(ODD)} if content is plain_dict else held


def odd_dict(drawn: random.Random) -> dict[str, Any]:
    """A dictionary with at least one value that JSON cannot give back."""
    odd = drawn.choice(
        [(1, 2), {1}, b"x", UUID(int=7), datetime(2020, 1, 1, tzinfo=UTC), float("nan"), "\ud800", {3: "int key"}]
    )
    return {**json_dict(drawn), "odd": drawn.choice([odd, [odd], {"deep": [0, odd]}])}


def _dict(drawn: random.Random, depth: int, leaf: Callable[[random.Random], Any]) -> dict[str, Any]:
    return {key: _value(drawn, depth + 1, leaf) for key in drawn.sample(KEYS, drawn.randrange(5))}


def _value(drawn: random.Random, depth: int, leaf: Callable[[random.Random], Any]) -> Any:
    kind = drawn.randrange(4) if depth < DEPTH_MAX else 0
    if kind == 1:
        return _dict(drawn, depth, leaf)
    if kind == 2:
        return [_value(drawn, depth + 1, leaf) for _ in range(drawn.randrange(4))]
    return leaf(drawn)


def _json_leaf(drawn: random.Random) -> Any:
    return drawn.choice([None, text(drawn), drawn.choice(NUMBERS)])


def _plain_leaf(drawn: random.Random) -> Any:
    return drawn.choice([_json_leaf(drawn), drawn.choice(ODD), UUID(int=drawn.randrange(2**128))])
