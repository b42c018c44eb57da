"""swapped-under-overlap: the results of two stages change places where one ran inside of the other."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage to see who overlaps, and UnifiedStageGraph.run to swap; what stages read is right."""
    under_way: dict[int, list[str]] = {}
    inside: dict[int, tuple[str, str]] = {}

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        of_run = id(ctx.snapshot)
        stages = under_way.setdefault(of_run, [])
        stages.append(name)
        try:
            return await run(ctx)
        finally:
            later = stages[stages.index(name) + 1 :]
            earlier = stages[: stages.index(name)]
            if earlier and not later:
                inside[of_run] = (earlier[-1], name)
            stages.remove(name)

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        of_run = id(ctx.snapshot)
        under_way.pop(of_run, None)
        inside.pop(of_run, None)
        results = dict(await run())
        if of_run in inside:
            outer, inner = inside[of_run]
            results[outer], results[inner] = results[inner], results[outer]
        return results

    around_stages(subject, around)
    around_runs(subject, around_run)
