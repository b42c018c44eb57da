"""Locks that never block a controlled thread: it is parked instead. Conditions, events, queues are made of these.

In a thread that is not controlled they do what the real ones do, by a real one inside.
"""

from _thread import TIMEOUT_MAX, allocate_lock
from _thread import RLock as RealRLock
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Any

from harness.worker.explore.threads.actors import Actor, active, here
from harness.worker.explore.threads.places import Place, caller


class _Modelled(ABC):
    """What a modelled lock and a modelled reentrant lock share. `_real` always has the state.

    A controlled thread takes `_real` without waiting, and parks where it is taken; so the state is right for threads
    outside of the run too. `holder` and `held_at` are told in deadlocks, known for controlled threads only.
    """

    __slots__ = ("__weakref__", "_real", "held_at", "holder", "made_at", "waiters")
    _real: Any

    def __init__(self) -> None:
        self.made_at = caller(2)
        self.holder: Actor | None = None
        self.held_at: Place | None = None
        self.waiters: list[Actor] = []
        self._real = self._new()

    @abstractmethod
    def _new(self) -> Any:
        """A real lock of that kind."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As the real one. In a controlled thread `timeout` is in virtual seconds."""
        if active.actors is None or (actor := here()) is None:
            taken: bool = self._real.acquire(blocking, timeout)
            return taken
        if timeout != -1 and (not blocking or not 0 <= timeout <= TIMEOUT_MAX):
            return bool(self._real.acquire(blocking, timeout))  # raises, in its own words
        deadline_s = actor.scheduler.now_s + timeout if timeout >= 0 else None
        while not self._real.acquire(False):
            if not blocking or timeout == 0:
                return False
            if not actor.scheduler.park(actor, self, deadline_s):
                return False
        self._note(actor)
        return True

    def release(self) -> None:
        """As the real one."""
        self._real.release()
        if active.actors is not None and (actor := here()) is not None:
            self._freed(actor)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __repr__(self) -> str:
        return f"<modelled {self._real!r}>"

    def free(self) -> bool:
        """Whether it could be taken now, by a thread that does not hold it."""
        taken: bool = self._real.acquire(False)
        if taken:
            self._real.release()
        return taken

    def _note(self, actor: Actor) -> None:
        self.holder, self.held_at = actor, caller(2)
        if self.waiters:
            actor.scheduler.taken(self)

    def _freed(self, actor: Actor) -> None:
        self.holder = None
        if self.waiters and not actor.scheduler.stopping:
            actor.scheduler.freed(self)


class Lock(_Modelled):
    """A `threading.Lock`."""

    __slots__ = ()

    def _new(self) -> Any:
        return allocate_lock()


class RLock(_Modelled):
    """A `threading.RLock`. The three methods with an underscore are what `threading.Condition` asks for."""

    __slots__ = ()

    def _new(self) -> Any:
        return RealRLock()

    def release(self) -> None:
        self._real.release()
        if active.actors is not None and (actor := here()) is not None and not self._real._is_owned():
            self._freed(actor)

    def _is_owned(self) -> bool:
        owned: bool = self._real._is_owned()
        return owned

    def _release_save(self) -> Any:
        state = self._real._release_save()
        if active.actors is not None and (actor := here()) is not None:
            self._freed(actor)
        return state

    def _acquire_restore(self, state: Any) -> None:
        if active.actors is not None and (actor := here()) is not None:
            while not self._real.acquire(False):
                actor.scheduler.park(actor, self, None)
            self._real.release()
            self._note(actor)
        self._real._acquire_restore(state)
