"""child-takes-no-time: the result of a child says that it took no time."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn

    @wraps(spawn)
    async def timeless(self: Any, *args: Any, **options: Any) -> Any:
        result = await spawn(self, *args, **options)
        result.duration_ms = 0.0
        return result

    spawner.spawn = timeless
