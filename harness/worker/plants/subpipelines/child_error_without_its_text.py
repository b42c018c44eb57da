"""child-error-without-its-text: the parent of a failed child is told that it failed, and not why."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn

    @wraps(spawn)
    async def curt(self: Any, *args: Any, **options: Any) -> Any:
        result = await spawn(self, *args, **options)
        if not result.success:
            result.error = "the child run failed"
        return result

    spawner.spawn = curt
