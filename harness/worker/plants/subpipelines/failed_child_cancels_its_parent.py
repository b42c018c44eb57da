"""failed-child-cancels-its-parent: the failure of a child marks the run that spawned it as cancelled."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn

    @wraps(spawn)
    async def infectious(self: Any, pipeline_name: str, ctx: Any, *args: Any, **options: Any) -> Any:
        result = await spawn(self, pipeline_name, ctx, *args, **options)
        if not result.success:
            ctx.canceled = True
        return result

    spawner.spawn = infectious
