"""polls-instead-of-waiting: whoever awaits a run looks again and again whether it has ended."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs


def apply(subject: Subject) -> None:
    """Keeps the event loop busy for as long as a run takes."""
    around_runs(subject, _polled)


async def _polled(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    task = asyncio.ensure_future(run())
    try:
        while not task.done():
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        task.cancel()
        raise
    return task.result()
