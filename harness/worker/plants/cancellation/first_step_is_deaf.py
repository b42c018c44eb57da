"""first-step-is-deaf: a cancellation that comes before the first stage has begun is forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


async def _deaf(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(0)
    return await run()


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run: a turn of the loop in which nothing is heard, then the run as it was."""
    runs_through(subject, _deaf)
