"""What the engine does with one stage: stepping it, and reading what it returned."""

from __future__ import annotations

import asyncio
from asyncio import CancelledError
from collections.abc import Callable, Generator
from sys import getrefcount
from types import coroutine
from typing import Any

from stageflow.core.stage_output import StageOutput, set_duration_ms
from stageflow.pipeline.planned import PlannedStage


def _references(raw: Any) -> int:
    return getrefcount(raw)


def _unshared() -> int:
    """How many references there are to an object that its maker has just passed on and nobody else holds."""
    fresh = object()
    return _references(fresh)


# An output that only the engine holds is given its duration in place; nobody can see that it ever had another one.
# Making a copy of every output would cost a fifth of the time of a stage.
UNSHARED = _unshared()


class Skipped:
    """A conditional stage that was not called."""

    __slots__ = ("reason",)

    def __init__(self, reason: Any) -> None:
        self.reason = reason


def makes_plain_tasks(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether `create_task` of this loop does nothing but call the Task class, which is faster to call than it."""
    stock = isinstance(loop, asyncio.BaseEventLoop) and type(loop).create_task is asyncio.BaseEventLoop.create_task
    return stock and loop.get_task_factory() is None and "create_task" not in vars(loop)


async def awaited(awaitable: Any) -> Any:
    """Any awaitable as a coroutine."""
    return await awaitable


def checked(stage: PlannedStage, work: Any) -> Any:
    """What a runner returned, if it can be awaited. Raises TypeError naming the stage if not."""
    if not hasattr(work, "__await__"):
        raise TypeError(
            f"stage {stage.name!r} did not return an awaitable but {type(work).__name__}; write async def execute"
        )
    return work


def without_stop_iteration(stage: PlannedStage, error: BaseException) -> RuntimeError:
    """For a StopIteration, which no coroutine can raise on: the error that Python makes of it there."""
    failure = RuntimeError(f"stage {stage.name!r} raised StopIteration")
    failure.__cause__ = error
    return failure


async def already(value: Any) -> Any:
    """A coroutine that has nothing to wait for."""
    return value


def as_output(stage: PlannedStage, raw: Any, elapsed_ms: int) -> StageOutput:
    """What a stage returned, as an output. Raises TypeError naming the stage for what is none."""
    if isinstance(raw, StageOutput):
        return raw.with_duration(elapsed_ms)
    if raw is None or isinstance(raw, dict):
        output = StageOutput.ok(raw)
        set_duration_ms(output, elapsed_ms)
        return output
    if type(raw) is Skipped:
        return StageOutput.skip(reason=raw.reason)
    raise TypeError(f"stage {stage.name!r} must return a StageOutput, a dict or None, got {type(raw).__name__}")


async def cancel_was_undelivered(task: asyncio.Task[None]) -> bool:
    """Whether `task` was asked to cancel and has not felt it yet. Leaves it free to go on."""
    try:
        await asyncio.sleep(0)
    except CancelledError:
        return True
    finally:
        while task.cancelling():
            task.uncancel()
    return False


@coroutine
def keep_driving(work: Any, waits_for: Any, run: Callable[..., Any]) -> Generator[Any, Any, Any]:
    """Await a coroutine that was stepped once already, every step in its own context."""
    send, throw = work.send, work.throw
    argument: Any
    while True:
        try:
            value = yield waits_for
        except BaseException as error:  # noqa: BLE001 - thrown into the stage, which decides
            step, argument = throw, error
        else:
            step, argument = send, value
        try:
            waits_for = run(step, argument)
        except StopIteration as stop:
            return stop.value
        finally:
            del argument  # an exception's traceback holds this frame
