"""resisting-child-told-as-done: a child that swallows its cancellation and returns is told as one that went well."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn: what the runner of the child returned counts for more than its cancellation."""
    module = "stageflow.pipeline.subpipeline"
    spawner, success = subject.name(module, "SubpipelineSpawner"), subject.name(module, "SubpipelineResult")
    spawn = spawner.spawn

    @wraps(spawn)
    async def lenient(self: Any, name: str, ctx: Any, correlation: Any, stage: str, runner: Any, **options: Any) -> Any:
        returned: list[Any] = []

        async def noted(child: Any) -> Any:
            result = await runner(child)
            returned.append(result)
            return result

        told = await spawn(self, name, ctx, correlation, stage, noted, **options)
        if told.success or not returned:
            return told
        data = returned[0] if isinstance(returned[0], dict) else {"result": returned[0]}
        return success(True, told.child_run_id, data=data, duration_ms=told.duration_ms)

    spawner.spawn = lenient
