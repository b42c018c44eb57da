"""deep_freeze and thaw. Every value object of the core freezes what it is given, here, when it is made."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import fields
from datetime import date, datetime, time, timedelta, timezone
from types import MappingProxyType
from typing import Any
from uuid import UUID

from stageflow.immutable.views import DictView, ListView, OpenDict, OpenList, ViewType, dict_view, list_view

_Rebuild = Generator[tuple[Any, str], Any, Any]

# Classes whose instances hold nothing that could change.
SCALARS: frozenset[type] = frozenset({
    type(None), bool, int, float, complex, str, bytes, range, type(...), type(NotImplemented),
    datetime, date, time, timedelta, timezone, UUID,
})  # fmt: skip
# Classes whose instances are deeply frozen. `trust` adds the core's own value types, which freeze in their __init__.
ATOMS: set[type] = {*SCALARS, DictView, ListView}


def trust(cls: type) -> type:
    """Declare that every instance of exactly `cls` is deeply frozen as soon as it exists. Usable as a decorator."""
    ATOMS.add(cls)
    return cls


def deep_freeze(value: Any) -> Any:
    """Return `value` with everything mutable in it replaced by an immutable equal.

    dict -> frozen dict, list -> frozen list, set -> frozenset, bytearray -> bytes; tuples, frozensets and frozen
    dataclasses are rebuilt only where something inside them changes. Any other object is opaque: it is kept by
    reference and named by `verify_immutable`. The argument is never changed and never shared. Any depth works.

    Raises ValueError when the value contains itself.
    """
    if type(value) in ATOMS:
        return value
    try:
        return _freeze(value)
    except RecursionError:
        return _without_recursion(value, _freeze_step)


ViewType.freeze = staticmethod(deep_freeze)


def thaw(value: Any) -> Any:
    """Return a mutable deep copy: plain dicts, lists, sets and bytearrays all the way down, the caller's own to change.

    Tuples and user-made frozen dataclasses stay what they are, with thawed content. The core's own value types
    (StageOutput, Message, ...) and opaque objects are kept by reference.
    """
    try:
        return _thaw(value)
    except RecursionError:
        return _without_recursion(value, _thaw_step)


def freeze_dict(value: dict[Any, Any]) -> Any:
    """`deep_freeze` for what is known to be a plain dict, without the look-up of its class."""
    try:
        return _freeze_dict(value)
    except RecursionError:
        return _without_recursion(value, _freeze_step)


_items: Any = dict.items


def _freeze(value: Any) -> Any:
    handler = _FREEZERS.get(type(value))
    return handler(value) if handler is not None else _freeze_other(value)


def _freeze_dict(value: Any) -> Any:
    # a copy at C speed, in which the few values that are no atoms are then replaced
    view: Any = OpenDict(value)
    atoms = ATOMS
    for key, held in _items(view):
        kind = type(held)
        if kind not in atoms:
            view[key] = _freeze_dict(held) if kind is dict else _freeze_list(held) if kind is list else _freeze(held)
    view.__class__ = DictView
    return view


def _freeze_list(value: Any) -> Any:
    view: Any = OpenList(value)
    atoms = ATOMS
    for index, held in enumerate(view):
        kind = type(held)
        if kind not in atoms:
            view[index] = _freeze_dict(held) if kind is dict else _freeze_list(held) if kind is list else _freeze(held)
    view.__class__ = ListView
    return view


def _freeze_tuple(value: Any) -> Any:
    return _same_or_rebuilt(value, [_freeze(v) for v in value])


def _freeze_set(value: Any) -> Any:
    items = [_freeze(v) for v in value]
    if type(value) is frozenset and all(new is old for new, old in zip(items, value, strict=True)):
        return value
    return frozenset(items)


def _freeze_other(value: Any) -> Any:
    """Subclasses of the containers, frozen dataclasses, and everything that is left as it is."""
    for base, handler in _BY_BASE:
        if isinstance(value, base) and type(value) not in ATOMS:
            return handler(value)
    if is_frozen_dataclass(value):
        return _with_fields(value, {name: _freeze(old) for name, old in field_values(value)})
    return value


def _keep(value: Any) -> Any:
    return value


_FREEZERS: dict[type, Callable[[Any], Any]] = {
    dict: _freeze_dict, list: _freeze_list, tuple: _freeze_tuple, set: _freeze_set, frozenset: _freeze_set,
    bytearray: bytes, MappingProxyType: _freeze_dict, str: _keep, int: _keep, float: _keep, type(None): _keep,
    bool: _keep, DictView: _keep, ListView: _keep,
}  # fmt: skip
_BY_BASE: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (dict, _freeze_dict),
    (list, _freeze_list),
    (tuple, _freeze_tuple),
    (set, _freeze_set),
    (frozenset, _freeze_set),
    (bytearray, bytes),
)


def is_frozen_dataclass(value: Any) -> bool:
    """Whether `value` is an instance of a `@dataclass(frozen=True)` other than the core's own value types."""
    cls = type(value)
    if cls in ATOMS:
        return False
    params = getattr(cls, "__dataclass_params__", None)
    return params is not None and bool(params.frozen)


def field_values(value: Any) -> list[tuple[str, Any]]:
    """The fields of a dataclass instance that are set, in order of declaration."""
    unset = object()
    pairs = [(f.name, getattr(value, f.name, unset)) for f in fields(value)]
    return [(name, held) for name, held in pairs if held is not unset]


def _with_fields(value: Any, new: dict[str, Any]) -> Any:
    """`value` itself when nothing changed, else a twin with the new fields. `__init__` and `__post_init__` are not
    run a second time: they may have effects, and init=False fields could not be passed."""
    if all(new[name] is old for name, old in field_values(value)):
        return value
    twin = object.__new__(type(value))
    for name, held in {**getattr(value, "__dict__", {}), **new}.items():
        object.__setattr__(twin, name, held)
    return twin


def _same_or_rebuilt(value: Any, items: list[Any]) -> Any:
    if all(new is old for new, old in zip(items, value, strict=True)):
        return value
    return tuple.__new__(type(value), items)


def _thaw(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: v if type(v) is str else _thaw(v) for k, v in value.items()}
    if isinstance(value, list):
        return [v if type(v) is str else _thaw(v) for v in value]
    if isinstance(value, tuple):
        return _same_or_rebuilt(value, [_thaw(v) for v in value])
    if isinstance(value, frozenset | set):
        return set(value)
    if isinstance(value, bytearray):
        return bytearray(value)
    if is_frozen_dataclass(value):
        return _with_fields(value, {name: _thaw(old) for name, old in field_values(value)})
    return value


def _freeze_step(value: Any) -> _Rebuild:
    if type(value) in ATOMS:
        return value
    if isinstance(value, dict | MappingProxyType):
        return dict_view((yield from _each_value(value)))
    if isinstance(value, list):
        return list_view((yield from _each_item(value)))
    return (yield from _rebuild_rest(value, frozenset)) if not isinstance(value, bytearray) else bytes(value)


def _thaw_step(value: Any) -> _Rebuild:
    if isinstance(value, dict):
        return (yield from _each_value(value))
    if isinstance(value, list):
        return (yield from _each_item(value))
    return bytearray(value) if isinstance(value, bytearray) else (yield from _rebuild_rest(value, set))


def _rebuild_rest(value: Any, set_type: type) -> _Rebuild:
    if isinstance(value, tuple):
        return _same_or_rebuilt(value, (yield from _each_item(value)))
    if isinstance(value, set | frozenset):
        return set_type(value)
    if is_frozen_dataclass(value):
        new = {}
        for name, old in field_values(value):
            new[name] = yield old, f".{name}"
        return _with_fields(value, new)
    return value


def _each_value(value: Any) -> Generator[tuple[Any, str], Any, dict[Any, Any]]:
    new = {}
    for key, held in value.items():
        new[key] = yield held, f"[{key!r}]"
    return new


def _each_item(value: Any) -> Generator[tuple[Any, str], Any, list[Any]]:
    new = []
    for index, held in enumerate(value):
        new.append((yield held, f"[{index}]"))
    return new


def _without_recursion(root: Any, step: Callable[[Any], _Rebuild]) -> Any:
    """Rebuild a value of any depth with a stack of generators; the way out when Python's own stack is too short."""
    stack = [step(root)]
    path, open_ids = [""], {id(root): 0}
    held = [root]
    result: Any = None
    while stack:
        try:
            child, where = stack[-1].send(result)
        except StopIteration as done:
            stack.pop()
            path.pop()
            open_ids.pop(id(held.pop()), None)
            result = done.value
            continue
        if type(child) in SCALARS:
            result = child
            continue
        if id(child) in open_ids:
            at = "".join(path[1 : open_ids[id(child)] + 1]) or "the value"
            raise ValueError(f"cannot rebuild a value that contains itself: {''.join(path)[:200]}{where} is {at}")
        open_ids[id(child)] = len(stack)
        stack.append(step(child))
        held.append(child)
        path.append(where)
        result = None
    return result
