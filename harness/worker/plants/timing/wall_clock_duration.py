"""wall-clock-duration: durations are differences of the wall clock."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages, with_durations


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage to measure, and UnifiedStageGraph.run to give what was measured."""
    measured: dict[int, dict[str, int]] = {}

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        started_s = time.time()
        output = await run(ctx)
        measured.setdefault(id(ctx.snapshot), {})[name] = int((time.time() - started_s) * 1000)
        return output

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        measured.pop(id(ctx.snapshot), None)
        return with_durations(await run(), measured.pop(id(ctx.snapshot), {}))

    around_stages(subject, around)
    around_runs(subject, around_run)
