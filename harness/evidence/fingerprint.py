"""Deep digests and previews of any value. Standard library only: the worker takes them, the model computes them."""

import dataclasses
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from harness.evidence import redaction

_ADDRESS = re.compile(" at 0x[0-9a-fA-F]+(?=>)")
DEPTH_MAX = 200
PREVIEW_CHARS_MAX = 1000


def digest(value: Any) -> str:
    """16 hex digits over type and content of everything reachable from `value`.

    Equal content gives an equal digest, whichever dict or list class holds it: a frozen view and the plain container
    it was made from agree. Dict and set order do not count. Objects that are no containers, dataclasses or plain
    values are opaque: only their type counts, so a change inside them is not seen.
    """
    return hashlib.blake2b(_canonical(value, 0, []), digest_size=8).digest().hex()


def preview(value: Any, limit: int = PREVIEW_CHARS_MAX) -> str:
    """A readable form of at most `limit` characters; a repr that raises is named instead.

    The addresses of objects are left out: they would be the only thing in which two equal runs differ.
    """
    try:
        text = repr(value)
    except Exception as error:  # noqa: BLE001 - a subject's __repr__ may raise anything; the digest does not use it
        text = f"<{type(value).__name__}: repr raised {type(error).__name__}>"
    if " at 0x" in text:
        text = _ADDRESS.sub("", text)
    return text if len(text) <= limit else text[: limit - 3] + "..."


def shown(value: Any, limit: int = PREVIEW_CHARS_MAX) -> str:
    """As `preview`, without what is redacted in this process, which is taken out before the text is cut: the first half
    of a secret fits no pattern. For what is told and never compared: two values may be shown alike.
    """
    if not redaction.here:
        return preview(value, limit)
    text = redaction.here.text(preview(value, limit + redaction.REACH_CHARS))
    return text if len(text) <= limit else text[: limit - 3] + "..."


Form = Callable[[Any, int, list[int]], bytes]


def _canonical(value: Any, depth: int, above: list[int]) -> bytes:
    scalar = _SCALARS.get(type(value))
    if scalar is not None:
        return scalar(value)
    if id(value) in above:
        return b"^%d" % (len(above) - above.index(id(value)))
    if depth >= DEPTH_MAX:
        return b"deep"
    form = _FORMS.get(type(value)) or _FORMS.setdefault(type(value), _form_of(value))
    above.append(id(value))
    try:
        return form(value, depth + 1, above)
    finally:
        above.pop()


def _form_of(value: Any) -> Form:
    """How values of this type are written; found once for each type."""
    for base, form in _BASES:
        if isinstance(value, base):
            return form
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _dataclass
    for kind, scalar in _SCALARS.items():
        if isinstance(value, kind):
            return lambda v, depth, above: scalar(v)
    return _sequence if isinstance(value, Sequence) else _opaque


def _mapping(value: Any, depth: int, above: list[int]) -> bytes:
    pairs = [_canonical(k, depth, above) + b":" + _canonical(v, depth, above) for k, v in value.items()]
    return _joined(b"dict", sorted(pairs))


def _sequence(value: Any, depth: int, above: list[int]) -> bytes:
    return _joined(b"list", [_canonical(v, depth, above) for v in value])


def _tuple(value: Any, depth: int, above: list[int]) -> bytes:
    return _joined(b"tuple", [_canonical(v, depth, above) for v in value])


def _set(value: Any, depth: int, above: list[int]) -> bytes:
    return _joined(b"set", sorted(_canonical(v, depth, above) for v in value))


def _dataclass(value: Any, depth: int, above: list[int]) -> bytes:
    kind = type(value)
    shape = _SHAPES.get(kind)
    if shape is None:
        fields = [(f.name, f.name.encode() + b"=") for f in dataclasses.fields(value)]
        shape = _SHAPES[kind] = b"data " + kind.__name__.encode(), fields
    tag, named = shape
    return _joined(tag, [label + _canonical(getattr(value, name, None), depth, above) for name, label in named])


def _enum(value: Any, depth: int, above: list[int]) -> bytes:
    return _sized(b"enum", f"{type(value).__name__}.{value.name}".encode())


def _bytes(value: Any, depth: int, above: list[int]) -> bytes:
    return _sized(b"bytes", bytes(value))


def _opaque(value: Any, depth: int, above: list[int]) -> bytes:
    return _sized(b"opaque", type(value).__qualname__.encode())


def _joined(tag: bytes, parts: list[bytes]) -> bytes:
    return _sized(tag, b",".join(parts))


def _sized(tag: bytes, body: bytes) -> bytes:
    """Length in front, so that no content can imitate the structure around it."""
    return b"%b%d(%b)" % (tag, len(body), body)


_SCALARS: dict[type, Callable[[Any], bytes]] = {
    str: lambda v: b"str%d(%b)" % (len(text := v.encode("utf-8", "surrogatepass")), text),
    bool: lambda v: b"true" if v else b"false",
    int: lambda v: b"int%x" % v if v >= 0 else b"int-%x" % -v,
    float: lambda v: b"float" + repr(v).encode(),
    type(None): lambda v: b"none",
    UUID: lambda v: b"uuid" + v.hex.encode(),
    datetime: lambda v: b"datetime" + v.isoformat().encode(),
    date: lambda v: b"date" + v.isoformat().encode(),
    time: lambda v: b"time" + v.isoformat().encode(),
    timedelta: lambda v: b"timedelta" + repr(v).encode(),
    Decimal: lambda v: b"decimal" + str(v).encode(),
    complex: lambda v: b"complex" + repr(v).encode(),
}

_BASES: tuple[tuple[Any, Form], ...] = (
    (Mapping, _mapping),
    (list, _sequence),
    (tuple, _tuple),
    (AbstractSet, _set),
    (bytes | bytearray, _bytes),
    (Enum, _enum),
)
_FORMS: dict[type, Form] = {}
_SHAPES: dict[type, tuple[bytes, list[tuple[str, bytes]]]] = {}
"""Of each dataclass its tag, and its fields with their labels."""
