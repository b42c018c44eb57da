"""The least that a loop of one's own costs: first in, first out, nothing chosen and nothing recorded, made once."""

from __future__ import annotations

import asyncio
import heapq
from asyncio import events
from collections import deque
from collections.abc import Coroutine
from contextvars import copy_context
from typing import Any


class BareHandle:
    """What `call_soon` gives; slots, as ours has."""

    __slots__ = ("args", "callback", "context", "dead")

    def __init__(self, callback: Any, args: Any, context: Any) -> None:
        self.callback, self.args, self.context, self.dead = callback, args, context, False

    def cancel(self) -> None:
        self.dead = True


class BareLoop(asyncio.AbstractEventLoop):
    """Runs one coroutine after another; timers come due when nothing is ready."""

    def __init__(self) -> None:
        self._ready: deque[BareHandle] = deque()
        self._timers: list[tuple[float, int, BareHandle]] = []
        self._now_s = 0.0
        self._count = 0

    def run(self, main: Coroutine[Any, Any, Any]) -> Any:
        """What `main` returns."""
        events._set_running_loop(self)
        try:
            task = self.create_task(main)
            while not task.done():
                if not self._ready:
                    self._now_s, _, due = heapq.heappop(self._timers)
                    self._ready.append(due)
                handle = self._ready.popleft()
                if not handle.dead:
                    handle.context.run(handle.callback, *handle.args)
            return task.result()
        finally:
            events._set_running_loop(None)
            self._ready.clear()
            self._timers.clear()

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        handle = BareHandle(callback, args, copy_context() if context is None else context)
        self._ready.append(handle)
        return handle

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        handle = BareHandle(callback, args, copy_context() if context is None else context)
        self._count += 1
        heapq.heappush(self._timers, (when, self._count, handle))
        return handle

    def call_later(self, delay: float, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        return self.call_at(self._now_s + delay, callback, *args, context=context)

    def time(self) -> float:
        return self._now_s

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: Any = None, context: Any = None) -> Any:
        return asyncio.Task(coro, loop=self, name=name, context=context)

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def call_exception_handler(self, context: Any) -> None:
        raise RuntimeError(context)
