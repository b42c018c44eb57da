"""repeat-noticed-among-siblings-only: two live children of two parents may have one id."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner: it has a spawner for each parent, which know nothing of each other's children."""
    kind = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    construct, spawn = kind.__init__, kind.spawn

    @wraps(construct)
    def keeping(self: Any, *args: Any, **options: Any) -> None:
        construct(self, *args, **options)
        self.made_with, self.of_parents = (args, options), {}

    @wraps(spawn)
    async def of_its_parent(self: Any, pipeline_name: str, ctx: Any, *args: Any, **options: Any) -> Any:
        made_with, by_name = self.made_with
        parent_id = ctx.pipeline_run_id
        if parent_id not in self.of_parents:
            self.of_parents[parent_id] = kind(*made_with, **by_name)
        return await spawn(self.of_parents[parent_id], pipeline_name, ctx, *args, **options)

    kind.__init__, kind.spawn = keeping, of_its_parent
