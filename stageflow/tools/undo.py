"""What is needed to undo actions, kept for a time that is measured by a clock that never goes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf
from threading import RLock
from time import monotonic
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

from stageflow.tools.definitions import UndoMetadata
from stageflow.tools.process_wide import ProcessWide

_SWEEP_AT_LEAST = 1024
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass
class UndoEntry:
    """What is kept of an action, and about when it is dropped, by the clock on the wall."""

    metadata: UndoMetadata
    expires_at: datetime
    _until: float = field(default=inf, repr=False, compare=False)  # by the monotonic clock, which decides

    @property
    def is_over(self) -> bool:
        """Whether its time is over."""
        return monotonic() >= self._until


class UndoStore:
    """What is needed to undo actions, by their ids. Every call is atomic, across tasks, event loops and OS threads.

    Executors may share one: `take` gives an entry to one of them. What is over is dropped when it is asked for, and all
    of it now and then while more is stored. A subclass that keeps its entries elsewhere should have a `take` and a
    `put_back` of its own; they are made of its `get`, `delete` and `store` otherwise.
    """

    def __init__(self, default_ttl_seconds: float = 3600.0) -> None:
        self.default_ttl_seconds = default_ttl_seconds
        self._lock = RLock()
        self._entries: dict[UUID, UndoEntry] = {}
        self._taken: WeakValueDictionary[UUID, UndoEntry] = WeakValueDictionary()  # gone with whoever has taken it
        self._sweep_at = _SWEEP_AT_LEAST

    async def store(
        self, action_id: UUID, tool_name: str, undo_data: dict[str, Any], ttl_seconds: float | None = None
    ) -> UndoMetadata:
        """Keep what is needed, `ttl_seconds` long; what was kept for that action is replaced.

        An infinite time is for as long as the process runs. Raises ValueError for one that is no number.
        """
        ttl = self.default_ttl_seconds if ttl_seconds is None else ttl_seconds
        metadata = UndoMetadata(action_id, tool_name, undo_data)
        entry = UndoEntry(metadata, _after(ttl), monotonic() + ttl)
        with self._lock:
            self._entries[action_id] = entry
            self._taken.pop(action_id, None)
            if len(self._entries) >= self._sweep_at:  # at twice what was left last time: a constant cost for each
                self._drop_over()
                self._sweep_at = max(_SWEEP_AT_LEAST, 2 * len(self._entries))
        return metadata

    async def get(self, action_id: UUID) -> UndoMetadata | None:
        """What is kept for an action; None where there is nothing, or its time is over."""
        with self._lock:
            entry = self._found(action_id)
            return None if entry is None else entry.metadata

    async def take(self, action_id: UUID) -> UndoEntry | None:
        """What is kept for an action, out of the store: of several callers one gets it, the others None."""
        with self._lock:
            entry = self._found(action_id)
            if entry is not None:
                self._taken[action_id] = entry
                del self._entries[action_id]
        if entry is None and type(self).get is not UndoStore.get:
            return await _take_copy(self, action_id)
        return entry

    async def put_back(self, entry: UndoEntry) -> None:
        """Keep again what was taken, until the time it had.

        Nothing where the action has been stored anew, or what is kept for it deleted or taken again, meanwhile.
        """
        if isinstance(entry, _Copy):
            await _store_again(self, entry)
        with self._lock:
            if self._taken.get(entry.metadata.action_id) is entry:
                del self._taken[entry.metadata.action_id]
                self._entries[entry.metadata.action_id] = entry

    async def delete(self, action_id: UUID) -> bool:
        """Drop what is kept for an action, or has been taken and might be put back; whether there was anything."""
        with self._lock:
            taken = self._taken.pop(action_id, None)
            return self._entries.pop(action_id, None) is not None or taken is not None

    async def cleanup_expired(self) -> int:
        """Drop everything whose time is over; how much that was."""
        with self._lock:
            return self._drop_over()

    async def get_all(self) -> list[UndoMetadata]:
        """All that is kept and whose time is not over."""
        with self._lock:
            return [entry.metadata for entry in self._entries.values() if not entry.is_over]

    def __len__(self) -> int:
        """How much is kept, with what is over and not dropped yet."""
        with self._lock:
            return len(self._entries)

    def _found(self, action_id: UUID) -> UndoEntry | None:
        entry = self._entries.get(action_id)
        if entry is None or not entry.is_over:
            return entry
        del self._entries[action_id]
        return None

    def _drop_over(self) -> int:
        over = [action_id for action_id, entry in self._entries.items() if entry.is_over]
        for action_id in over:
            del self._entries[action_id]
        return len(over)


class _Copy(UndoEntry):
    """What was taken from a store that has `store`, `get` and `delete` only: what 0.5 asks of one."""


async def take_from(store: Any, action_id: UUID) -> UndoEntry | None:
    """As `UndoStore.take`, from any store."""
    return await (store.take(action_id) if hasattr(store, "take") else _take_copy(store, action_id))


async def put_back_into(store: Any, entry: UndoEntry) -> None:
    """As `UndoStore.put_back`, into any store; where it has no such method, the time of the entry begins anew."""
    await (store.put_back(entry) if hasattr(store, "put_back") else _store_again(store, entry))


async def _take_copy(store: Any, action_id: UUID) -> UndoEntry | None:
    metadata = await store.get(action_id)
    if metadata is None or await store.delete(action_id) is False:
        return None
    return _Copy(metadata, _NEVER)


async def _store_again(store: Any, entry: UndoEntry) -> None:
    kept = entry.metadata
    if await store.get(kept.action_id) is None:
        await store.store(kept.action_id, kept.tool_name, kept.undo_data)


def _after(seconds: float) -> datetime:
    try:
        return datetime.now(UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return _NEVER


_store = ProcessWide(UndoStore)


def get_undo_store() -> UndoStore:
    """The store of the process."""
    return _store.get()


def set_undo_store(store: UndoStore) -> None:
    """Make a store that of the process."""
    _store.set(store)


def clear_undo_store() -> None:
    """The next store of the process is a new one."""
    _store.clear()


__all__ = ["UndoEntry", "UndoStore", "clear_undo_store", "get_undo_store", "set_undo_store"]
