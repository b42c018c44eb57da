"""What is needed to undo actions, kept for a time that is measured by a clock that never goes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import RLock
from time import monotonic
from typing import Any
from uuid import UUID

from stageflow.tools.definitions import UndoMetadata


@dataclass
class UndoEntry:
    """What is kept of an action, and about when it is dropped, by the clock on the wall."""

    metadata: UndoMetadata
    expires_at: datetime


class UndoStore:
    """What is needed to undo actions, by their ids. Every call is atomic, across tasks, event loops and OS threads."""

    def __init__(self, default_ttl_seconds: float = 3600.0) -> None:
        self.default_ttl_seconds = default_ttl_seconds
        self._lock = RLock()
        self._entries: dict[UUID, tuple[UndoEntry, float]] = {}

    async def store(
        self, action_id: UUID, tool_name: str, undo_data: dict[str, Any], ttl_seconds: float | None = None
    ) -> UndoMetadata:
        """Keep what is needed, `ttl_seconds` long; what was kept for that action is replaced."""
        ttl = self.default_ttl_seconds if ttl_seconds is None else ttl_seconds
        metadata = UndoMetadata(action_id, tool_name, undo_data)
        entry = UndoEntry(metadata, datetime.now(UTC) + timedelta(seconds=ttl))
        with self._lock:
            self._entries[action_id] = entry, monotonic() + ttl
        return metadata

    async def get(self, action_id: UUID) -> UndoMetadata | None:
        """What is kept for an action; None where there is nothing, or its time is over."""
        with self._lock:
            entry, until = self._entries.get(action_id, (None, 0.0))
            if entry is None:
                return None
            if monotonic() >= until:
                del self._entries[action_id]
                return None
            return entry.metadata

    async def delete(self, action_id: UUID) -> bool:
        """Drop what is kept for an action; whether there was anything."""
        with self._lock:
            return self._entries.pop(action_id, None) is not None

    async def cleanup_expired(self) -> int:
        """Drop everything whose time is over; how much that was."""
        now = monotonic()
        with self._lock:
            over = [action_id for action_id, (_, until) in self._entries.items() if now >= until]
            for action_id in over:
                del self._entries[action_id]
            return len(over)

    async def get_all(self) -> list[UndoMetadata]:
        """All that is kept and whose time is not over."""
        now = monotonic()
        with self._lock:
            return [entry.metadata for entry, until in self._entries.values() if now < until]

    def __len__(self) -> int:
        """How much is kept, with what is over and not dropped yet."""
        with self._lock:
            return len(self._entries)


_store: UndoStore | None = None
_lock = RLock()


def get_undo_store() -> UndoStore:
    """The store of the process."""
    global _store
    with _lock:
        if _store is None:
            _store = UndoStore()
        return _store


def set_undo_store(store: UndoStore) -> None:
    """Make a store that of the process."""
    global _store
    with _lock:
        _store = store


def clear_undo_store() -> None:
    """The next store of the process is a new one."""
    global _store
    with _lock:
        _store = None


__all__ = ["UndoEntry", "UndoStore", "clear_undo_store", "get_undo_store", "set_undo_store"]
