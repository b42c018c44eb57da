"""failure-told-late: the error of a stage is kept until all stages have run, those behind it too."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages


def apply(subject: Subject) -> None:
    """Keeps what a stage raises, goes on with an empty output, and raises it when the run has ended."""
    kept: dict[int, tuple[str, Exception]] = {}

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        try:
            return await run(ctx)
        except Exception as error:  # noqa: BLE001 - the defect
            kept.setdefault(id(ctx.snapshot), (name, error))
            return {}

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        kept.pop(id(ctx.snapshot), None)
        results = await run()
        if id(ctx.snapshot) in kept:
            name, error = kept.pop(id(ctx.snapshot))
            raise subject.name("stageflow", "UnifiedStageExecutionError")(name, error) from error
        return results

    around_stages(subject, around)
    around_runs(subject, around_run)
