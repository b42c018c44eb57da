"""failing-run-is-deaf: a cancellation that comes when a stage has failed already is swallowed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages, status_of

_FAILED: ContextVar[list[str] | None] = ContextVar("failed", default=None)


def apply(subject: Subject) -> None:
    """Each run is made in a task, which is cancelled with its caller only as long as none of its stages has failed."""

    async def noticed(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        failed = _FAILED.get()
        if failed is None:  # a run that has a handle
            return await run(ctx)
        try:
            output = await run(ctx)
        except Exception:
            failed.append(name)
            raise
        if status_of(output) == "fail":
            failed.append(name)
        return output

    async def deaf(_: Any, __: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        failed: list[str] = []
        before = _FAILED.set(failed)
        task = asyncio.ensure_future(run())
        _FAILED.reset(before)
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError:
                if not failed:
                    task.cancel()
        return task.result()

    around_stages(subject, noticed)
    around_runs(subject, deaf)
