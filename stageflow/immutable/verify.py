"""The audit: which paths of a value are still mutable, and which cannot be vouched for."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any

from stageflow.immutable.freeze import ATOMS, SCALARS, field_values

# Standard immutable types that are not imported here because most programs never need them.
_KNOWN_IMMUTABLE = {
    "decimal.Decimal", "fractions.Fraction", "re.Pattern", "zoneinfo.ZoneInfo", "uuid.UUID", "uuid.SafeUUID",
    "pathlib.PurePath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath", "pathlib.Path", "pathlib.PosixPath",
    "pathlib._local.PurePath", "pathlib._local.PurePosixPath", "pathlib._local.Path", "pathlib._local.PosixPath",
    "ipaddress.IPv4Address", "ipaddress.IPv6Address", "ipaddress.IPv4Network", "ipaddress.IPv6Network",
}  # fmt: skip

# A path is a link to the path of the holder and one step: text would cost depth * depth.
_Path = tuple[Any, str]


def verify_immutable(value: Any) -> list[tuple[str, str]]:
    """Name every path in `value` that can be changed, with the reason. An empty list means: deeply immutable.

    Reasons start with "mutable" (a container or dataclass that can be changed) or "opaque" (an object of a class this
    package knows nothing about, kept by reference; it may or may not change). The root's path is "value". Never raises
    for depth or self-reference. Says nothing about bypasses such as object.__setattr__.
    """
    findings: list[tuple[str, str]] = []
    seen: set[int] = set()
    stack: list[tuple[_Path, Any]] = [((None, "value"), value)]
    while stack:
        path, held = stack.pop()
        if id(held) in seen:
            continue
        if not _is_leaf(held):
            seen.add(id(held))
        reason = _reason(held)
        if reason:
            findings.append((_text(path), reason))
        stack.extend(reversed([((path, step), child) for step, child in _children(held)]))
    return findings


def _text(path: Any) -> str:
    steps = []
    while path is not None:
        path, step = path
        steps.append(step)
    return "".join(reversed(steps))


def _is_leaf(value: Any) -> bool:
    cls = type(value)
    if cls in ATOMS:
        return cls in SCALARS
    return isinstance(value, str | int | float | complex | bytes | enum.Enum) or (
        f"{cls.__module__}.{cls.__qualname__}" in _KNOWN_IMMUTABLE
    )


def _reason(value: Any) -> str:
    cls = type(value)
    if cls in ATOMS or _is_leaf(value) or isinstance(value, tuple | frozenset):
        return ""
    if isinstance(value, dict | list | set | bytearray):
        return f"mutable {cls.__name__}"
    if is_dataclass(cls):
        return "" if cls.__dataclass_params__.frozen else f"mutable dataclass {cls.__name__}"  # type: ignore[attr-defined]
    return f"opaque {cls.__name__}: kept by reference"


def _children(value: Any) -> Iterator[tuple[str, Any]]:
    if _is_leaf(value):
        return
    trusted = type(value) in ATOMS
    if isinstance(value, dict) or (trusted and isinstance(value, Mapping)):
        for key, held in value.items():
            yield f"[{key!r}]", held
    elif isinstance(value, list | tuple) or (trusted and isinstance(value, Sequence)):
        for index, held in enumerate(value):
            yield f"[{index}]", held
    elif isinstance(value, set | frozenset):
        for held in value:
            yield "{...}", held
    elif is_dataclass(type(value)):
        for name, held in field_values(value):
            yield f".{name}", held
