"""Typed extensions of plain-dict data."""

from __future__ import annotations

from threading import Lock
from typing import Any, ClassVar, Protocol, TypeVar

T = TypeVar("T")


class TypedExtension(Protocol):
    """An extension that knows its key and its plain form."""

    @property
    def key(self) -> str:
        """Where it is kept."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        ...


class ExtensionRegistry:
    """Extension types by key, for the whole process."""

    _types: ClassVar[dict[str, type]] = {}
    _lock: ClassVar[Lock] = Lock()

    @classmethod
    def register(cls, key: str, extension_type: type) -> None:
        """Keep a type under a key; the last one wins."""
        with cls._lock:
            cls._types[key] = extension_type

    @classmethod
    def get(cls, key: str) -> type | None:
        """The type of a key, or None."""
        with cls._lock:
            return cls._types.get(key)

    @classmethod
    def clear(cls) -> None:
        """Forget all types."""
        with cls._lock:
            cls._types.clear()


class ExtensionHelper:
    """Reads typed extensions out of plain data."""

    @staticmethod
    def get(data: dict[str, Any], key: str, ext_type: type[T]) -> T | None:
        """The extension under a key: a dict made into `ext_type`, anything else as it is, None when there is none."""
        held = data.get(key)
        if not isinstance(held, dict):
            return held
        from_dict = getattr(ext_type, "from_dict", None)
        made: T = from_dict(held) if from_dict is not None else ext_type(**held)
        return made


def create_skills_extension(
    active_skill_ids: list[str] | None = None,
    current_level: str | None = None,
    skill_progress: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The plain data of a skills extension."""
    return {
        "active_skill_ids": active_skill_ids or [],
        "current_level": current_level,
        "skill_progress": skill_progress or {},
    }
