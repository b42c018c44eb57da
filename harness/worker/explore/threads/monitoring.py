"""Traces declared code by `sys.monitoring`: for Python 3.12 and later."""

import sys
from collections.abc import Callable
from types import CodeType, FunctionType, MethodType
from typing import Any

from harness.worker.explore.threads.actors import Actor, here
from harness.worker.explore.threads.places import is_own
from harness.worker.explore.threads.points import Checks, Points
from harness.worker.explore.threads.tracing import GENERATOR, Codes, Declared

_NAME = "controlled threads"
_TOOLS = (4, 3, 0, 1, 2, 5)  # those that no convention gives to debuggers, coverage, profilers and optimizers first


class NoToolLeft(RuntimeError):
    """All six tool ids of `sys.monitoring` are taken."""


class Monitoring:
    """By events of declared code objects only, in a tool id that is taken for one run.

    Which function is called is seen before the call, so whether it is entered without a C call is known. Calls under
    way are told apart by thread, code and offset, not by frame: where a recursion calls functions of both kinds at
    one place, a point may be missed. So is the one after `method(*arguments)` on 3.12, which tells nothing of calls of
    Python functions with a star.
    """

    def __init__(self, declared: Declared, table: Checks | None) -> None:
        self._codes = Codes(declared, table)
        self._watched: dict[int, tuple[CodeType, Points, frozenset[int], frozenset[int]]] = {}
        self._called = set[tuple[int, int, int]]()  # (actor, code, offset) before which a switch is possible
        monitoring = self._monitoring = vars(sys)["monitoring"]  # not there on 3.11
        events = monitoring.events
        self._tool = next((tool for tool in _TOOLS if monitoring.get_tool(tool) is None), -1)
        if self._tool < 0:
            raise NoToolLeft("all tool ids of sys.monitoring are taken; stop a debugger, profiler or coverage first")
        monitoring.use_tool_id(self._tool, _NAME)
        self._local = events.INSTRUCTION if table is None else events.INSTRUCTION | events.CALL
        self._callbacks = {
            events.PY_START: self._starts,
            events.INSTRUCTION: self._every_instruction if table is None else self._checked_instruction,
            events.CALL: self._calls,
        }
        for event, callback in self._callbacks.items():
            monitoring.register_callback(self._tool, event, callback)
        monitoring.set_events(self._tool, events.PY_START)
        monitoring.restart_events()

    def trace(self, actor: Actor) -> Callable[[], None]:
        """Nothing: events come from every thread, and those of threads that are not controlled are passed over."""
        return lambda: None

    def close(self) -> None:
        monitoring, tool = self._monitoring, self._tool
        monitoring.set_events(tool, 0)
        for code, *_ in self._watched.values():
            monitoring.set_local_events(tool, code, 0)
        for event in self._callbacks:
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)

    def _starts(self, code: CodeType, offset: int) -> Any:
        if here() is None:
            return None  # seen again when a controlled thread comes here
        points = self._codes.points(code)
        if points is not None and id(code) not in self._watched:
            resumes = frozenset(following for at, following in points.after.items() if at not in points.inlining)
            calls = frozenset(points.after[at] for at in points.inlining)
            self._watched[id(code)] = (code, points, points.jumps | resumes, calls)
            self._monitoring.set_local_events(self._tool, code, self._local)
        return self._monitoring.DISABLE

    def _every_instruction(self, code: CodeType, offset: int) -> None:
        actor = here()
        if actor is not None:
            actor.scheduler.point(actor, code, offset)

    def _checked_instruction(self, code: CodeType, offset: int) -> Any:
        watched = self._watched.get(id(code))
        actor = here()
        if watched is None or actor is None:
            return None
        if offset in watched[2]:
            actor.scheduler.point(actor, code, offset)
        elif offset in watched[3]:
            call = (actor.actor, id(code), offset)
            if call in self._called:
                self._called.remove(call)
                actor.scheduler.point(actor, code, offset)
        else:
            return self._monitoring.DISABLE
        return None

    def _calls(self, code: CodeType, offset: int, callee: object, argument: object) -> Any:
        watched = self._watched.get(id(code))
        actor = here()
        if watched is None or actor is None:
            return None
        points = watched[1]
        following = points.after.get(offset)
        if following is None:
            return self._monitoring.DISABLE
        if offset in points.unwrapping and type(callee) is MethodType:
            callee = callee.__func__
        call = (actor.actor, id(code), following)
        if type(callee) is not FunctionType or offset not in points.inlining or is_own(callee.__code__):
            self._called.add(call)
        elif callee.__code__.co_flags & GENERATOR or not self._codes.is_library(callee.__code__):
            self._called.discard(call)
        else:
            self._called.add(call)
            actor.scheduler.point(actor, code, offset)
        return None
