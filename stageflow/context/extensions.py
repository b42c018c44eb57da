"""User-defined, typed additions to a snapshot."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from stageflow.immutable.construct import freeze_fields

T = TypeVar("T", bound="ExtensionBundle")


@dataclass(frozen=True)
class ExtensionBundle:
    """Base class of frozen dataclasses that travel with a snapshot. Fields are frozen when the bundle is made.

    A subclass with a `__post_init__` of its own should call `super().__post_init__()`; otherwise the snapshot takes a
    frozen copy of the bundle.
    """

    def __post_init__(self) -> None:
        freeze_fields(self, *(f.name for f in fields(self)))

    def to_dict(self) -> dict[str, Any]:
        """One entry per field; dataclasses, lists and dicts recursively, ids and dates as text."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_dict(cls: type[T], data: dict[str, Any]) -> T:
        """`cls(**data)`; override it for nested types. Raises TypeError for an unknown key."""
        return cls(**data)


_AS_TEXT = {"UUID", "datetime", "date", "time"}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        to_dict = getattr(value, "to_dict", None)
        if to_dict is not None:
            return to_dict()
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return str(value) if type(value).__name__ in _AS_TEXT else value
