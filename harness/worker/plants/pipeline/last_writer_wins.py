"""last-writer-wins: overlapping runs of one graph keep their outputs in one place, where the last one wins."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage to keep the last output of each stage, and UnifiedStageGraph.run to give them."""
    last: dict[str, Any] = {}

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        last[name] = await run(ctx)
        return last[name]

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        return {name: last.get(name, output) for name, output in (await run()).items()}

    around_stages(subject, around)
    around_runs(subject, around_run)
