"""partial-results-lost: the error of a run carries the output of one finished stage and forgets the others."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs


def apply(subject: Subject) -> None:
    """Cuts the results of UnifiedStageExecutionError and UnifiedPipelineCancelled to the first one."""

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await run()
        except Exception as error:
            results = getattr(error, "results", None)
            if isinstance(results, dict):
                vars(error)["results"] = dict(list(results.items())[:1])
            raise

    around_runs(subject, around_run)
