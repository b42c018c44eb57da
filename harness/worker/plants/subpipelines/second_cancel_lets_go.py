"""second-cancel-lets-go: whoever waits for a child and is cancelled once more leaves, and the child cleans up alone."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn: it is made in a task, to which only the first cancellation is handed on."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn
    spawning: set[asyncio.Task[Any]] = set()

    @wraps(spawn)
    async def hurried(self: Any, *args: Any, **options: Any) -> Any:
        task = asyncio.ensure_future(spawn(self, *args, **options))
        spawning.add(task)
        task.add_done_callback(spawning.discard)
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task])
            raise
        return task.result()

    spawner.spawn = hurried
