"""child-outlives-its-parent: whoever waits for a child may be cancelled, and the child goes on."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn: the child runs in a task that nobody cancels."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn
    running: set[asyncio.Future[Any]] = set()

    @wraps(spawn)
    async def detached(
        self: Any, name: str, ctx: Any, correlation: Any, stage: str, runner: Any, **options: Any
    ) -> Any:
        async def shielded(child: Any) -> Any:
            task = asyncio.ensure_future(runner(child))
            running.add(task)
            task.add_done_callback(running.discard)
            return await asyncio.shield(task)

        return await spawn(self, name, ctx, correlation, stage, shielded, **options)

    spawner.spawn = detached
