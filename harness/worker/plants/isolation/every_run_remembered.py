"""every-run-remembered: a list of the module holds an entry for every run that there ever was."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. Nobody reads the list."""
    history: list[Any] = []

    async def remembered(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        history.append({"run": str(ctx.pipeline_run_id), "context": ctx})
        return await run()

    runs_through(subject, remembered)
