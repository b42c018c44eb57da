"""timer-left-set: a run that fails leaves the timer that was to end it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through

LONGEST_RUN_S = 3600.0


def _too_late() -> None:
    """Would end the run."""


async def _timed(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    timer = asyncio.get_running_loop().call_later(LONGEST_RUN_S, _too_late)
    results = await run()
    timer.cancel()
    return results


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. The timer is called off where the run goes well, and only there."""
    runs_through(subject, _timed)
