"""depth-is-never-given-back: a spawner counts the children that a run has had, and takes that for their depth."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

ALLOWED = 12


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn: after twelve children in all, one spawner refuses every other one."""
    module = "stageflow.pipeline.subpipeline"
    spawner = subject.name(module, "SubpipelineSpawner")
    too_deep = subject.name(module, "MaxDepthExceededError")
    spawn = spawner.spawn

    @wraps(spawn)
    async def counting(self: Any, pipeline_name: str, ctx: Any, *args: Any, **options: Any) -> Any:
        self.depth_used = getattr(self, "depth_used", 0) + 1
        if self.depth_used > ALLOWED:
            raise too_deep(self.depth_used, self.max_depth, ctx.pipeline_run_id)
        return await spawn(self, pipeline_name, ctx, *args, **options)

    spawner.spawn = counting
