"""log-of-the-last-run: log lines carry the id of the run that was started last, not of the one that they are about."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Adds `pipeline_run_id` to what the engine logs, from a variable that all runs share."""
    last: list[Any] = [None]

    async def noted(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        last[0] = ctx.pipeline_run_id
        return await run()

    def stamp(record: logging.LogRecord) -> bool:
        record.pipeline_run_id = str(last[0])
        return True

    logging.getLogger("pipeline_dag").addFilter(stamp)
    runs_through(subject, noted)
