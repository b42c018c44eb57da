"""Recorded use of an OutputBag: what a write said, and what the final read found."""

import dis
import inspect
from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import Any

from harness.evidence.fingerprint import digest
from harness.worker.explore.swept_loop import InjectedFault
from harness.worker.recorder import Recorder


async def write(bag: Any, actor: str, key: str, data: Mapping[str, Any], output: Any, recorder: Recorder) -> None:
    """A recorded `OutputBag.write` of an output made from `data`.

    The value recorded is that of `data`, not of what the subject made of it. `detail` of an acknowledged write says
    whether it suspended.
    """
    value = digest(data)
    invoke = recorder.tick()
    call = CountSuspensions(bag.write(key, output))
    try:
        await call
    except InjectedFault:
        recorder.interrupted(actor, "write", key, value, invoke)  # our own doing, and no answer of the subject's
        raise
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.operation(actor, "write", key, value, "fail", invoke, type(error).__name__)
    except BaseException:
        recorder.interrupted(actor, "write", key, value, invoke)
        raise
    else:
        recorder.operation(actor, "write", key, value, "ok", invoke, "suspended" if call.count else "did not suspend")


def final_read(bag: Any, recorder: Recorder) -> None:
    """Reads everything that the bag holds, one name after another."""
    for key in bag.keys():  # noqa: SIM118 - a method of the subject, not a dict
        invoke = recorder.tick()
        output = bag.get_output(key)
        value = None if output is None else digest(output.data)
        recorder.operation("final", "read", key, value, "ok", invoke)
    recorder.event("final_read", entries=len(bag))


_AWAITS = frozenset({"GET_AWAITABLE", "GET_AITER", "GET_ANEXT"})


def may_suspend(method: Any) -> bool:
    """Whether an async method awaits anything: one that does not has no suspension point, whatever it is called with.

    Where that cannot be seen, because it is no coroutine function itself, it may.
    """
    if not inspect.iscoroutinefunction(method):
        return True
    return any(step.opname in _AWAITS for step in dis.get_instructions(method))


class CountSuspensions:
    """Awaits a coroutine and counts how often it suspends.

    `before_step` is asked before each step that nothing was thrown into, with how often it has suspended; what it gives
    is awaited in the coroutine's place, and the error that comes of it is thrown into the coroutine.
    """

    def __init__(
        self,
        awaitable: Awaitable[Any],
        before_step: Callable[[int], Generator[Any, Any, BaseException] | None] | None = None,
    ) -> None:
        self._awaitable = awaitable
        self._before_step = before_step
        self.count = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        driven = self._awaitable  # by this name `waiting.py` looks further down
        inner = driven.__await__()
        step: Any = inner.send
        value: Any = None
        while True:
            if self._before_step is not None and step == inner.send:
                instead = self._before_step(self.count)
                if instead is not None:
                    value, step = (yield from instead), inner.throw
            try:
                future = step(value)
            except StopIteration as end:
                return end.value
            self.count += 1
            try:
                value, step = (yield future), inner.send
            except BaseException as error:  # noqa: BLE001 - a cancellation goes to the coroutine that was cancelled
                value, step = error, inner.throw
