"""one-cancellation-in-fifty-swallowed: one in fifty of the runs that are cancelled from outside returns."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through

EVERY = 50


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run."""
    cancellations = count(1)

    async def mostly_honest(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await run()
        except asyncio.CancelledError:
            if next(cancellations) % EVERY:
                raise
            return {}

    runs_through(subject, mostly_honest)
