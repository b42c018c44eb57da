"""bare-errors: the errors of a run come without the results of what had finished."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs


def apply(subject: Subject) -> None:
    """Takes the attribute `results` off every error that a run ends in."""

    async def around_run(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await run()
        except Exception as error:
            vars(error).pop("results", None)
            raise

    around_runs(subject, around_run)
