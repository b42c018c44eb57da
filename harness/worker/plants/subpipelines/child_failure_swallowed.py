"""child-failure-swallowed: a child run that failed is told to its parent as one that went well, without data."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn

    @wraps(spawn)
    async def forgiving(self: Any, *args: Any, **options: Any) -> Any:
        result = await spawn(self, *args, **options)
        result.success, result.error = True, None
        return result

    spawner.spawn = forgiving
