"""called-off-child-never-ends: of a child that is cancelled before it begins nothing is told after its beginning."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.lossy_sink import children_through


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn, to see who begins; a sink before the listener's drops the end of the others."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn
    spawned: set[str] = set()

    @wraps(spawn)
    async def noticing(
        self: Any, name: str, ctx: Any, correlation: Any, stage: str, runner: Any, **options: Any
    ) -> Any:
        async def begins(child: Any) -> Any:
            spawned.discard(str(child.pipeline_run_id))
            return await runner(child)

        return await spawn(self, name, ctx, correlation, stage, begins, **options)

    def passes(kind: str, data: Any) -> bool:
        if kind == "pipeline.spawned_child":
            spawned.add(str(data["child_run_id"]))
        if kind != "pipeline.canceled" or str(data["pipeline_run_id"]) not in spawned:
            return True
        spawned.remove(str(data["pipeline_run_id"]))
        return False

    spawner.spawn = noticing
    children_through(subject, passes)
