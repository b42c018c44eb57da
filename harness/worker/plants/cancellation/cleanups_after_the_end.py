"""cleanups-after-the-end: the run returns while its cleanups are still to come."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces CleanupRegistry.run_all by one that leaves it to a task."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    run_all = registry.run_all
    running: set[asyncio.Task[Any]] = set()

    @wraps(run_all)
    async def later(self: Any, *, timeout: float = 10.0) -> Any:
        task = asyncio.get_running_loop().create_task(run_all(self, timeout=timeout), name="cleanups")
        running.add(task)
        task.add_done_callback(running.discard)
        return [], []

    registry.run_all = later
