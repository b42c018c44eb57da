"""cancellation-swallowed: a run that is cancelled from outside returns, without results."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


async def _quiet(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await run()
    except asyncio.CancelledError:
        return {}


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run."""
    runs_through(subject, _quiet)
