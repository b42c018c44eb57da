"""failed-result-of-nobody: the result of a child that failed names the run of its parent in the place of its own."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn

    @wraps(spawn)
    async def misnamed(self: Any, pipeline_name: str, ctx: Any, *args: Any, **options: Any) -> Any:
        result = await spawn(self, pipeline_name, ctx, *args, **options)
        if not result.success:
            result.child_run_id = ctx.pipeline_run_id
        return result

    spawner.spawn = misnamed
