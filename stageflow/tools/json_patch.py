"""The operations of RFC 6902 (JSON Patch) that turn one tree of JSON into another, with the pointers of RFC 6901."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Operation = dict[str, Any]


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
