"""result-of-a-sibling: one child in thirty that ends beside a sibling gives the result of the child before it."""

from functools import wraps
from itertools import count
from typing import Any

from harness.worker.adapter import Subject

EVERY = 30


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn. Children that follow each other are never touched."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn, numbers = spawner.spawn, count(1)

    @wraps(spawn)
    async def mixed_up(self: Any, *args: Any, **options: Any) -> Any:
        self.under_way = getattr(self, "under_way", 0) + 1
        try:
            result = await spawn(self, *args, **options)
        finally:
            self.under_way -= 1
        own = result.data
        if result.success and self.under_way and next(numbers) % EVERY == 0:
            result.data = getattr(self, "data_before", own)
        if result.success:
            self.data_before = own
        return result

    spawner.spawn = mixed_up
