"""one-timer-for-all: the duration of a stage is counted from the start of its run."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages, with_durations


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run to start a timer, and Pipeline.with_stage to read it at the end of each stage."""
    started_s: dict[int, float] = {}
    measured: dict[int, dict[str, int]] = {}

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        output = await run(ctx)
        of_run = id(ctx.snapshot)
        measured.setdefault(of_run, {})[name] = int((time.monotonic() - started_s[of_run]) * 1000)
        return output

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        started_s[id(ctx.snapshot)] = time.monotonic()
        measured.pop(id(ctx.snapshot), None)
        return with_durations(await run(), measured.pop(id(ctx.snapshot), {}))

    around_stages(subject, around)
    around_runs(subject, around_run)
