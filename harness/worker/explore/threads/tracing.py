"""What a tracer is, and which code it traces."""

from collections.abc import Callable
from types import CodeType
from typing import Protocol

from harness.worker.explore.threads.actors import Actor
from harness.worker.explore.threads.places import is_own
from harness.worker.explore.threads.points import Checks, Points, points_of

Declared = Callable[[CodeType], bool]

# Code flags: generator, coroutine, iterable coroutine, async generator. A call of such a function runs nothing of it.
GENERATOR = 0x20 | 0x80 | 0x100 | 0x200

_NO_POINTS = Points({}, frozenset(), frozenset(), frozenset())


class Tracer(Protocol):
    """`trace` starts tracing in the calling thread and gives what ends it there; `close` leaves nothing behind."""

    def trace(self, actor: Actor) -> Callable[[], None]: ...

    def close(self) -> None: ...


class Codes:
    """The points of each code object, None for one that is not declared. Keyed by identity: equal code objects of
    different files compare equal.
    """

    def __init__(self, declared: Declared, table: Checks | None) -> None:
        self._declared = declared
        self._table = table
        self._known: dict[int, tuple[CodeType, Points | None]] = {}

    def points(self, code: CodeType) -> Points | None:
        known = self._known.get(id(code))
        if known is None:
            known = self._known[id(code)] = (code, self._look_up(code))
        return known[1]

    def is_library(self, code: CodeType) -> bool:
        """Whether code is not declared and stands for Python code in an uncontrolled run too.

        The interpreter can switch when such a function is entered, and inside of it: under the granularity "gil" one
        point before the call and one after it stand for those. A modelled lock is C code in an uncontrolled run.
        """
        return self.points(code) is None and not is_own(code)

    def _look_up(self, code: CodeType) -> Points | None:
        if code.co_name == "<module>" or not self._declared(code):
            return None  # a switch while a module is imported would block others on its real import lock
        return _NO_POINTS if self._table is None else points_of(code, self._table)
