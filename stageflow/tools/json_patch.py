"""The operations of RFC 6902 (JSON Patch) that turn one tree of JSON into another, with the pointers of RFC 6901."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from operator import itemgetter
from typing import Any, NoReturn

from stageflow.immutable.freeze import deep_freeze

Operation = dict[str, Any]
Way = tuple[Any, Any] | None
"""How to get to a value: the way to what holds it, and its key there. As text it would cost its length at each step."""


def as_json(root: Any, name: str) -> Any:
    """What a reader of the JSON text of `root` has: tuples are lists, keys are text (True is "true"). Of any depth.

    Raises TypeError with `name` and the path for what JSON cannot hold: other types, numbers that are not finite, and
    two keys that are one as text. Raises ValueError for a value that contains itself.
    """
    top: list[Any] = [None]
    waiting: list[tuple[Any, Any, Any, Way]] = [(deep_freeze(root), top, 0, None)]
    while waiting:
        value, holder, at, way = waiting.pop()
        if isinstance(value, dict):
            keys = [_key_text(key, name, way) for key in value]
            holder[at] = held = dict.fromkeys(keys)
            if len(held) < len(keys):
                _refuse(name, way, f"two of the keys {list(value)!r:.80} are one")
            waiting += [(inner, held, key, (way, key)) for key, inner in zip(keys, value.values(), strict=True)]
        elif isinstance(value, list | tuple):
            holder[at] = items = [None] * len(value)
            waiting += [(inner, items, index, (way, index)) for index, inner in enumerate(value)]
        elif isinstance(value, float) and not isfinite(value):
            _refuse(name, way, f"{value} is no number")
        elif isinstance(value, str):
            holder[at] = str.__str__(value)  # of a text that is a member of an enum, its value
        elif value is None or isinstance(value, int | float):
            holder[at] = value
            if _cannot_be_written(value):
                _refuse(name, way, _TOO_LONG)
        else:
            _refuse(name, way, f"{type(value).__name__} is no type of value")
    return top[0]


def _key_text(key: Any, name: str, way: Way) -> str:
    """As `json.dumps` writes it."""
    if isinstance(key, str):
        return str.__str__(key)  # `str(key)` of one that is a member of an enum is the name of the member
    if not (key is None or isinstance(key, int) or (isinstance(key, float) and isfinite(key))):
        _refuse(name, way, f"{key!r:.80} is no key")
    if _cannot_be_written(key):
        _refuse(name, way, _TOO_LONG)
    return json.dumps(key)


_TOO_LONG = "an integer has more digits than Python writes"


def _cannot_be_written(value: Any) -> bool:
    """Python's limit of digits, which a process may set."""
    if isinstance(value, int) and value.bit_length() > _SURELY_WRITTEN_BITS:
        try:
            int.__repr__(value)
        except ValueError:
            return True
    return False


_SURELY_WRITTEN_BITS = 2048  # 617 digits; no limit may be less than 640


def _refuse(name: str, way: Way, what: str) -> NoReturn:
    raise TypeError(f"{name}, at {_shown(way)}: in JSON {what}")


def _shown(way: Way) -> str:
    steps = list[str]()
    while way is not None:
        way, key = way
        steps.append(f"/{pointer(key)}")
    path = "".join(reversed(steps))
    return f"'{path}'" if len(path) <= _SHOWN_CHARS else f"'{path[:_SHOWN_CHARS]}...'"


_SHOWN_CHARS = 80


def too_deep(**documents: Any) -> TypeError:
    """An error that says which document goes deepest, how deep, and where."""
    depth, lowest, name = max(((*_depth(document), name) for name, document in documents.items()), key=itemgetter(0))
    return TypeError(f"{name}, at {_shown(lowest)}: {depth} levels are more than can be written as JSON here")


def _depth(document: Any) -> tuple[int, Way]:
    level: list[tuple[Way, Any]] = [(None, document)]
    depth, lowest = 0, None
    while level:
        depth, lowest = depth + 1, level[0][0]
        level = [((way, key), inner) for way, value in level for key, inner in _inner(value)]
    return depth, lowest


def _inner(value: Any) -> Any:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()


def patch_of(old: Any, new: Any) -> list[Operation]:
    """Operations that give `new` when they are applied to `old` in order.

    Keys that are gone come first, in the order of `old`, then those of `new` in its order. Lists are compared item by
    item from the front; what is too much at the end is removed from the back, so that each index is right at its turn.
    Not the shortest patch there is: an item put in front of a list replaces all behind it.
    """
    return list(_operations(old, new, ""))


def _operations(old: Any, new: Any, path: str) -> Iterator[Operation]:
    waiting: list[Iterator[Operation | tuple[Any, Any, str]]] = [_one_level(old, new, path)]
    while waiting:  # and no recursion: trees of any depth
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
        elif isinstance(step, tuple):
            waiting.append(_one_level(*step))
        else:
            yield step


def _one_level(old: Any, new: Any, path: str) -> Iterator[Operation | tuple[Any, Any, str]]:
    """Operations, and the pairs below this one that have to be compared."""
    if isinstance(old, dict) and isinstance(new, dict):
        yield from ({"op": "remove", "path": f"{path}/{pointer(key)}"} for key in old if key not in new)
        for key, value in new.items():
            at = f"{path}/{pointer(key)}"
            yield (old[key], value, at) if key in old else {"op": "add", "path": at, "value": value}
    elif isinstance(old, list) and isinstance(new, list):
        yield from ((was, now, f"{path}/{n}") for n, (was, now) in enumerate(zip(old, new, strict=False)))
        yield from ({"op": "add", "path": f"{path}/{n}", "value": new[n]} for n in range(len(old), len(new)))
        yield from ({"op": "remove", "path": f"{path}/{n}"} for n in range(len(old) - 1, len(new) - 1, -1))
    elif not _same(old, new):
        yield {"op": "replace", "path": path, "value": new}


def _same(old: Any, new: Any) -> bool:
    """1, 1.0 and true are equal in Python and not in JSON."""
    return isinstance(old, bool) is isinstance(new, bool) and type(old) is type(new) and bool(old == new)


def pointer(key: Any) -> str:
    """A key as a token of a JSON pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")
