"""Traces declared code by `sys.settrace`: for Python 3.11, which has nothing better.

On 3.13 it does not give the same events twice, so schedules would not replay.
"""

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from harness.worker.explore.threads.actors import Actor
from harness.worker.explore.threads.places import is_own
from harness.worker.explore.threads.points import Checks, Points
from harness.worker.explore.threads.tracing import GENERATOR, Codes, Declared


class Settrace:
    """By trace functions, per thread."""

    def __init__(self, declared: Declared, table: Checks | None) -> None:
        self._codes = Codes(declared, table)
        self._every = table is None

    def trace(self, actor: Actor) -> Callable[[], None]:
        earlier = sys.gettrace()
        sys.settrace(self._every_opcode(actor) if self._every else self._checked_opcodes(actor))
        return lambda: sys.settrace(earlier)

    def close(self) -> None:
        """Nothing: each thread ends its own."""

    def _every_opcode(self, actor: Actor) -> Any:
        points = self._codes.points
        point = actor.scheduler.point

        def opcode(frame: FrameType, event: str, arg: Any) -> Any:
            if event == "opcode":
                point(actor, frame.f_code, frame.f_lasti)
            return opcode

        def entered(frame: FrameType, event: str, arg: Any) -> Any:
            if points(frame.f_code) is None:
                return None
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
            return opcode

        return entered

    def _checked_opcodes(self, actor: Actor) -> Any:
        known, is_library = self._codes.points, self._codes.is_library

        def entered(frame: FrameType, event: str, arg: Any) -> Any:
            code = frame.f_code
            caller = frame.f_back
            if caller is not None:
                traced = getattr(caller.f_trace, "__self__", None)
                if type(traced) is _Frame:
                    traced.enters(caller, code, is_library(code))
            points = known(code)
            if points is None:
                return None
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
            return _Frame(actor, points, frame.f_lasti).opcode

        return entered


class _Frame:
    """One frame of declared code under the granularity "gil".

    Whether a call entered a Python function without a C call in between cannot be seen from a trace function. It is
    taken to have done so when exactly one frame was entered, and no generator's, nor one of a method with a name such
    as `__init__`, which C code calls. A C function that calls back exactly once, as `functools.partial`, is mistaken
    for one: the switch point after it is missed. A call that makes a generator is taken for one of C code.
    """

    __slots__ = ("_actor", "_called_back", "_entered", "_last", "_points")

    def __init__(self, actor: Actor, points: Points, last: int) -> None:
        self._actor = actor
        self._points = points
        self._last = last
        self._entered = 0
        self._called_back = False

    def enters(self, frame: FrameType, code: CodeType, is_library: bool) -> None:
        """A frame of `code` is entered from this one, `frame`."""
        self._entered += 1
        generator = bool(code.co_flags & GENERATOR)
        self._called_back = generator or is_library or is_own(code) or code.co_name.startswith("__")
        if is_library and not generator and self._entered == 1 and self._last in self._points.inlining:
            self._actor.scheduler.point(self._actor, frame.f_code, self._last)  # f_lasti is past the call's caches

    def opcode(self, frame: FrameType, event: str, arg: Any) -> Any:
        if event == "opcode":
            offset, last, points = frame.f_lasti, self._last, self._points
            inlined = self._entered == 1 and not self._called_back
            self._last = offset
            self._entered = 0
            if (last in points.jumps and offset <= last) or (
                points.after.get(last) == offset and not (inlined and last in points.inlining)
            ):
                self._actor.scheduler.point(self._actor, frame.f_code, offset)
        return self.opcode
