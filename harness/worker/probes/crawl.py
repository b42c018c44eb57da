"""Walks object graphs: every container and every value object that can be reached, with its path."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from types import FunctionType, MethodType
from typing import Any

from harness.evidence.fingerprint import preview

OBJECTS_MAX = 100_000
SUBJECT = "stageflow"
LABEL_CHARS_MAX = 80
_ATOMS = (str, bytes, int, float, complex, bool, type(None), type, range, Enum)


def reachable(root: Any, path: str, *, through_functions: bool = True) -> Iterator[tuple[str, Any]]:
    """(path, object) for every container and dataclass reachable from `root`, each object once, outermost first.

    Descends through mappings, sequences, sets and the fields of dataclasses; of what the subject itself defines also
    through the attributes and slots of any object, and `through_functions` through what its functions are bound to,
    their closures and their defaults.
    Everything else (the author's handles, sinks, callables, plain objects) is opaque: it is shared on purpose. At most
    OBJECTS_MAX objects.
    """
    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [(path, root)]
    keep: list[Any] = []  # ids stay valid while the objects live: properties may hand out fresh ones
    while waiting and len(seen) < OBJECTS_MAX:
        at, value = waiting.pop()
        if isinstance(value, _ATOMS) or id(value) in seen:
            continue
        if not through_functions and isinstance(value, FunctionType | MethodType):
            continue
        parts = _parts(at, value)
        if parts is None:
            continue
        seen.add(id(value))
        keep.append(value)
        yield at, value
        waiting.extend(reversed(parts))


Parts = Callable[[str, Any], list[tuple[str, Any]]]


def _parts(at: str, value: Any) -> list[tuple[str, Any]] | None:
    """What `value` holds, or None if it is opaque; how is found once for each type."""
    kind = type(value)
    if kind is MethodType:
        return [(f"{at}.__self__", value.__self__), (f"{at}.__func__", value.__func__)]
    if kind is FunctionType:
        return _function_parts(at, value) if is_of_the_subject(value) else None
    if kind not in _PARTS:
        _PARTS[kind] = next((how for test, how in _KINDS if test(value)), None)
    how = _PARTS[kind]
    if how is None:
        return None
    hidden = _object_parts(at, value) if how is not _object_parts and is_of_the_subject(kind) else []
    return how(at, value) + hidden


def _label(key: Any) -> str:
    """A key as it stands in a path: short, whatever it is, and never an error of its own."""
    return preview(key, LABEL_CHARS_MAX)


def _object_parts(at: str, value: Any) -> list[tuple[str, Any]]:
    return [(f"{at}.{name}", getattr(value, name, None)) for name in _attribute_names(value)]


def _attribute_names(value: Any) -> list[str]:
    """The fields of a dataclass; of a class that the subject defines also its slots and whatever its instance holds."""
    names = dict.fromkeys(field_names(value) if dataclasses.is_dataclass(value) else ())
    if is_of_the_subject(type(value)):
        for cls in type(value).__mro__:
            slots = cls.__dict__.get("__slots__", ())
            names |= dict.fromkeys((slots,) if isinstance(slots, str) else slots)
        names |= dict.fromkeys(getattr(value, "__dict__", ()))
    return [name for name in names if name not in ("__weakref__", "__dict__")]


def _function_parts(at: str, function: Any) -> list[tuple[str, Any]]:
    """What a function of the subject carries with it: the cells of its closure, its default arguments."""
    names = function.__code__.co_freevars
    cells = zip(names, function.__closure__ or (), strict=True)
    found = [(f"{at}.<{name}>", cell.cell_contents) for name, cell in cells if _is_filled(cell)]
    found += [(f"{at}.<default {i}>", value) for i, value in enumerate(function.__defaults__ or ())]
    return found + [(f"{at}.<default {name}>", value) for name, value in (function.__kwdefaults__ or {}).items()]


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not cell
    except ValueError:  # not assigned yet
        return False


def is_of_the_subject(thing: Any) -> bool:
    """Whether a class or a function is one that the subject defines."""
    return str(getattr(thing, "__module__", "")).partition(".")[0] == SUBJECT


def _is(*bases: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, bases)


_KINDS: tuple[tuple[Callable[[Any], bool], Parts], ...] = (
    (_is(Mapping), lambda at, value: [(f"{at}[{_label(k)}]", v) for k, v in value.items()]),
    (_is(AbstractSet), lambda at, value: [(f"{at}{{{_label(v)}}}", v) for v in value]),
    (_is(bytearray), lambda at, value: []),
    (_is(Sequence), lambda at, value: [(f"{at}[{i}]", v) for i, v in enumerate(value)]),
    (dataclasses.is_dataclass, _object_parts),
    (lambda value: is_of_the_subject(type(value)), _object_parts),
)
_PARTS: dict[type, Parts | None] = {}


def field_names(value: Any) -> list[str]:
    return [f.name for f in dataclasses.fields(value)]


def is_container(value: Any) -> bool:
    """A mapping, set, sequence or bytearray, frozen or not; no text, no dataclass."""
    return isinstance(value, Mapping | AbstractSet | Sequence | bytearray) and not isinstance(value, _ATOMS)


def can_change(value: Any) -> bool:
    """Whether `value` itself accepts changes, found by trying: a harmless change is made and taken back.

    Only plain mutators are tried (setting a key or an element to what it holds, adding and discarding a member,
    assigning a field what it holds): whatever refuses those is held to be frozen.
    """
    try:
        _touch(value)
    except Exception:  # noqa: BLE001 - any refusal counts, whatever its type
        return False
    return True


def _touch(value: Any) -> None:
    if isinstance(value, Mapping):
        key = next(iter(value), None)
        if key is None:
            value["__touched__"] = None  # type: ignore[index]
            del value["__touched__"]  # type: ignore[attr-defined]
        else:
            value[key] = value[key]  # type: ignore[index]
    elif isinstance(value, AbstractSet):
        mark = object()
        value.add(mark)  # type: ignore[attr-defined]
        value.discard(mark)  # type: ignore[attr-defined]
    elif isinstance(value, Sequence | bytearray):
        value.extend(())  # type: ignore[union-attr]
    else:
        fields = dataclasses.fields(value)
        if not fields:
            raise TypeError("no fields")
        setattr(value, fields[0].name, getattr(value, fields[0].name))


def shared_mutable(left: Any, right: Any) -> tuple[int, list[tuple[str, str, str]]]:
    """(objects walked, [(path in left, path in right, type)]) of mutable objects that both sides reach."""
    on_left = {id(value): (at, value) for at, value in reachable(left, "parent")}
    found, walked = [], len(on_left)
    for at, value in reachable(right, "derived"):
        walked += 1
        other = on_left.get(id(value))
        if other is not None and other[1] is value and can_change(value):
            found.append((other[0], at, type(value).__name__))
    return walked, found
