"""cause-lost: the error of a run names the stage and says nothing of what it raised."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs


def apply(subject: Subject) -> None:
    """Raises another UnifiedStageExecutionError in the place of each, without a cause."""

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        failure = subject.name("stageflow", "UnifiedStageExecutionError")
        try:
            return await run()
        except failure as error:
            raise failure(error.stage, Exception("stage failed")) from None

    around_runs(subject, around_run)
