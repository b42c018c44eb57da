"""A small structural delta codec, for a subject that has one: the checks of deltas pass it, and fail what is broken."""

import copy
import hashlib
import json
from typing import Any


def make_delta(base: Any, current: Any) -> dict[str, Any]:
    """What has to change in `base`, and which base that is."""
    return {"base": _seal(base), "change": _change(base, current)}


def apply_delta(base: Any, delta: dict[str, Any]) -> Any:
    """Raises ValueError for another base than the delta was made from."""
    if _seal(base) != delta["base"]:
        raise ValueError("the delta was made from another base")
    return _changed(base, delta["change"])


def _seal(tree: Any) -> str:
    return hashlib.blake2b(json.dumps(tree, sort_keys=True).encode(), digest_size=8).hexdigest()


def _change(base: Any, current: Any) -> Any:
    """None for no change, else [kind, ...]."""
    if json.dumps(base, sort_keys=True) == json.dumps(current, sort_keys=True):
        return None
    if isinstance(base, dict) and isinstance(current, dict):
        removed = [key for key in base if key not in current]
        inner = {key: _change(base[key], held) for key, held in current.items() if key in base}
        changed = {key: change for key, change in inner.items() if change is not None}
        return ["dict", removed, changed, {key: held for key, held in current.items() if key not in base}]
    if isinstance(base, list) and isinstance(current, list):
        pairs = [_change(a, b) for a, b in zip(base, current, strict=False)]
        changes = [[index, change] for index, change in enumerate(pairs) if change is not None]
        return ["list", len(current), changes, current[len(base) :]]
    return ["value", copy.deepcopy(current)]


def _changed(base: Any, change: Any) -> Any:
    if change is None:
        return copy.deepcopy(base)
    if change[0] == "value":
        return copy.deepcopy(change[1])
    if change[0] == "list":
        made = copy.deepcopy(base[: change[1]]) + copy.deepcopy(change[3])
        for index, inner in change[2]:
            made[index] = _changed(base[index], inner)
        return made
    kept = {key: _changed(held, change[2].get(key)) for key, held in base.items() if key not in change[1]}
    return {**kept, **copy.deepcopy(change[3])}
