"""cancel-told-as-failure: a run that a stage cancels ends in the error of a stage that failed."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs


def apply(subject: Subject) -> None:
    """Turns UnifiedPipelineCancelled into UnifiedStageExecutionError, with its stage, reason and results."""

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await run()
        except subject.name("stageflow", "UnifiedPipelineCancelled") as error:
            failure = subject.name("stageflow", "UnifiedStageExecutionError")(error.stage, Exception(error.reason))
            failure.results = error.results
            raise failure from error

    around_runs(subject, around_run)
