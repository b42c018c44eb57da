"""What the controlled loop is made of: handles, tasks with a number, and how a trial can end early."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any

from harness.worker.adapter import Unsupported
from harness.worker.explore.strategies.protocol import TIME, Diverged


class Deadlock(Exception):
    """Nothing is ready and no timer is set, and the run has not ended."""


class StepLimit(Exception):
    """The run took more steps than allowed: a livelock, or a scenario that is too large."""


class RealIORefused(NotImplementedError):
    """Something asked the controlled loop for I/O; such a scenario has to run natively.

    `made` counts them, `last` is the text of the last one: whoever was refused may keep it to himself, and fail by it.
    """

    made = 0
    last = ""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        RealIORefused.made += 1
        RealIORefused.last = text


# What goes through the loop, whoever raises it: all else that a callback raises is told to the exception handler.
ENDS_THE_RUN = (SystemExit, KeyboardInterrupt, Diverged, Deadlock, StepLimit, RealIORefused, Unsupported)


class ControlledHandle:
    """A callback that waits for its turn.

    `actor` is the number of the task whose step it is (work of an executor has a number too), CALLBACKS for a plain
    callback. `seq` counts the handles of the trial in the order in which they became ready.
    """

    __slots__ = ("actor", "args", "callback", "context", "dead", "seq", "when_s")

    def __init__(self, callback: Any, args: tuple[Any, ...], context: Context, actor: int, when_s: float = 0.0) -> None:
        self.callback = callback
        self.args = args
        self.context = context
        self.actor = actor
        self.dead = False
        self.seq = 0
        self.when_s = when_s

    def cancel(self) -> None:
        self.dead = True
        self.callback = self.args = None  # type: ignore[assignment]  # breaks reference cycles, as asyncio does

    def cancelled(self) -> bool:
        return self.dead

    def when(self) -> float:
        return self.when_s


TIME_PASSES = ControlledHandle(None, (), Context(), TIME)


class NumberedTask(asyncio.Task[Any]):
    """A task whose hash comes from its number in the trial and the strategy's salt: sets of tasks iterate alike in
    every process, and in another order under another salt.
    """

    number: int
    order: int

    def __hash__(self) -> int:
        return self.order

    def set_name(self, value: object) -> None:
        """Before 3.13 `asyncio.create_task` gives a task its name here, after it was made."""
        super().set_name(value)
        self.get_loop().names[self.number] = self.get_name()  # type: ignore[attr-defined]  # ours alone makes these


def complete(future: asyncio.Future[Any], func: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """An executor's work, also where nobody waits for it any more: a thread that has begun cannot be called back."""
    try:
        result = func(*args)
    except BaseException as error:  # noqa: BLE001 - an executor hands every error to its future
        if future.cancelled():
            return
        try:
            future.set_exception(error)
        except TypeError as refused:  # a StopIteration, before 3.12: asyncio logs this, and whoever waits never wakes
            context = {"message": "the result of an executor cannot be set", "exception": refused, "future": future}
            future.get_loop().call_exception_handler(context)
    else:
        if not future.cancelled():
            future.set_result(result)


def takes_cancel(task: Any) -> bool:
    """Asks a task to end; False where asyncio cannot, as it would go round among tasks that wait for each other."""
    try:
        task.cancel()
    except RecursionError:
        task._log_destroy_pending = False  # that they never ended is told already
        return False
    return True
