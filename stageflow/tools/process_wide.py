"""What a process has one of: the store, the service and the registry that are used where none is given."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Generic, TypeVar

T = TypeVar("T")


class ProcessWide(Generic[T]):
    """One object of the process, made when it is first asked for. Every call is atomic, across OS threads."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = RLock()
        self._held: T | None = None

    def get(self) -> T:
        """The object, made now if need be."""
        with self._lock:
            if self._held is None:
                self._held = self._make()
            return self._held

    def set(self, held: T) -> None:
        """Make an object that of the process."""
        with self._lock:
            self._held = held

    def clear(self) -> None:
        """The next one is a new one."""
        with self._lock:
            self._held = None
