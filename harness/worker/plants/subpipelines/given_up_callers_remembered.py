"""given-up-callers-remembered: a spawner forgets a child when its caller is answered, and not where it is cancelled."""

from functools import wraps
from typing import Any
from uuid import uuid4
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.spawn: the entry of a call is taken out on one of two ways out."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    spawn = spawner.spawn
    waiting: WeakKeyDictionary[Any, dict[Any, str]] = WeakKeyDictionary()

    @wraps(spawn)
    async def remembering(self: Any, pipeline_name: str, *args: Any, **options: Any) -> Any:
        call = uuid4()
        waiting.setdefault(self, {})[call] = pipeline_name
        try:
            result = await spawn(self, pipeline_name, *args, **options)
        except Exception:
            del waiting[self][call]
            raise
        del waiting[self][call]
        return result

    spawner.spawn = remembering
