"""repeated-child-accepted: each call of spawn is made on a spawner of its own, which knows of no other child."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner: the new spawners share the tracker, and nothing else."""
    kind = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    construct, spawn = kind.__init__, kind.spawn

    @wraps(construct)
    def keeping(self: Any, *args: Any, **options: Any) -> None:
        construct(self, *args, **options)
        self.made_with = args, options

    @wraps(spawn)
    async def afresh(self: Any, *args: Any, **options: Any) -> Any:
        made_with, by_name = self.made_with
        return await spawn(kind(*made_with, **by_name), *args, **options)

    kind.__init__, kind.spawn = keeping, afresh
