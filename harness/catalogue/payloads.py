"""What stages hand on beside their value. Pure, so that the model of a pipeline makes the same content."""

import random
from collections.abc import Callable
from typing import Any

from harness.catalogue.entry import Argument, Entry

_SIZE = Argument("int", 10, "entries", min=1, max=100_000)
_DEPTH = Argument("int", 3, "levels of containers", min=1, max=60)
_SEED = Argument("int", 0, "what the content is drawn from", min=0, max=2**31)

PAYLOADS: tuple[Entry, ...] = (
    Entry(
        "flat", "A dictionary of numbers and short texts, without containers inside.", {"size": _SIZE, "seed": _SEED}
    ),
    Entry(
        "nested",
        "Dictionaries, lists and tuples inside each other down to a depth, with numbers, texts and None as leaves.",
        {"size": _SIZE, "depth": _DEPTH, "seed": _SEED},
    ),
    Entry("messages", "A list of messages with a role and a text each.", {"size": _SIZE, "seed": _SEED}),
    Entry("text", "One text of so many characters, of several scripts.", {"size": _SIZE, "seed": _SEED}),
    Entry(
        "edge_values",
        "What a careless copy changes: empty text and containers, None, False, zero, negative zero, numbers past 2^53, "
        "odd keys, text of many scripts, bytes, a set.",
    ),
)
PAYLOAD = {entry.name: entry for entry in PAYLOADS}

_WORDS = ("alpha", "Zürich", "日本語", "emoji 🌍", "", "line\nbreak", '"quoted"', "null", "0")
_EDGES: dict[str, Any] = {
    "": "a key without text",
    "empty": ["", {}, [], (), set(), b""],
    "false": [None, False, 0, 0.0, -0.0],
    "large": [2**53 + 1, -(2**63), 10**30, 1e300],
    "texts": list(_WORDS),
    "bytes": b"\x00\xff",
    "set": {1, "a"},
    "a.b[0]": {"__type__": "no mark", "$ref": "#/none"},
    "ключ": True,
}


def payload_of(kind: str, stage: str, size: int = 10, depth: int = 3, seed: int = 0) -> Any:
    """The payload that `stage` hands on; equal arguments give equal content, each time in new objects.

    Raises KeyError for an unknown kind.
    """
    drawn = random.Random(f"{kind}/{stage}/{seed}")  # a text is hashed with SHA-512, the same in every process
    return _MAKERS[kind](drawn, size, depth)


def _flat(drawn: random.Random, size: int, _depth: int) -> dict[str, Any]:
    return {f"k{i}": _leaf(drawn) for i in range(size)}


def _nested(drawn: random.Random, size: int, depth: int) -> dict[str, Any]:
    return {f"k{i}": _below(drawn, drawn.randrange(depth)) for i in range(size)}


def _below(drawn: random.Random, levels: int) -> Any:
    """So many levels of containers, each holding leaves beside the next one."""
    if levels == 0:
        return _leaf(drawn)
    inner = [_leaf(drawn), _below(drawn, levels - 1)]
    kinds: tuple[Callable[[list[Any]], Any], ...] = (list, tuple, lambda items: {"a": items[0], "b": items[1]})
    return drawn.choice(kinds)(inner)


def _messages(drawn: random.Random, size: int, _depth: int) -> list[dict[str, str]]:
    return [
        {"role": ("user", "assistant")[i % 2], "content": " ".join(drawn.choices(_WORDS, k=5))} for i in range(size)
    ]


def _text(drawn: random.Random, size: int, _depth: int) -> str:
    return "".join(drawn.choice(_WORDS) or " " for _ in range(size))[:size]


def _edge_values(_drawn: random.Random, _size: int, _depth: int) -> dict[str, Any]:
    return {key: _copied(value) for key, value in _EDGES.items()}


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return type(value)(_copied(inner) for inner in value)
    return value


def _leaf(drawn: random.Random) -> Any:
    return drawn.choice([None, drawn.choice(_WORDS), drawn.randrange(-(2**40), 2**40), drawn.random()])


_MAKERS: dict[str, Callable[[random.Random, int, int], Any]] = {
    "flat": _flat,
    "nested": _nested,
    "messages": _messages,
    "text": _text,
    "edge_values": _edge_values,
}
