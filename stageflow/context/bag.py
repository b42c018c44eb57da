"""ContextBag: values by key, each written once. Safe across tasks, event loops and OS threads."""

from __future__ import annotations

from threading import Lock
from typing import Any

from stageflow.immutable.freeze import deep_freeze


class DataConflictError(Exception):
    """A key was written a second time."""

    def __init__(self, key: str, existing_writer: str, new_writer: str) -> None:
        super().__init__(f"key {key!r} was written by stage {existing_writer!r}; stage {new_writer!r} may not write it")
        self.key = key
        self.existing_writer = existing_writer
        self.new_writer = new_writer


class ContextBag:
    """Values by key; the first writer of a key is its only writer. Values are frozen when written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: dict[str, tuple[Any, str]] = {}

    async def write(self, key: str, value: Any, stage_name: str) -> None:
        """Store a value. Raises DataConflictError when the key is taken, also by the same stage."""
        entry = (deep_freeze(value), stage_name)
        with self._lock:
            present = self._values.setdefault(key, entry)
        if present is not entry:
            raise DataConflictError(key, present[1], stage_name)

    def read(self, key: str, default: Any = None) -> Any:
        """The value of a key, or `default`."""
        with self._lock:
            entry = self._values.get(key)
        return default if entry is None else entry[0]

    def has(self, key: str) -> bool:
        """Whether the key was written."""
        with self._lock:
            return key in self._values

    def keys(self) -> list[str]:
        """The keys in order of writing."""
        with self._lock:
            return list(self._values)

    def get_writer(self, key: str) -> str | None:
        """The stage that wrote the key, or None."""
        with self._lock:
            entry = self._values.get(key)
        return None if entry is None else entry[1]

    def to_dict(self) -> dict[str, Any]:
        """A new dict of the values."""
        with self._lock:
            return {key: entry[0] for key, entry in self._values.items()}

    def __repr__(self) -> str:
        return f"ContextBag(keys={self.keys()})"
