"""every-cancellation-remembered: a spawner keeps the id of each run that was ever cancelled."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.cancel_with_children."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    cancel = spawner.cancel_with_children
    remembered: WeakKeyDictionary[Any, set[Any]] = WeakKeyDictionary()

    @wraps(cancel)
    async def remembering(self: Any, run_id: Any, *args: Any, **options: Any) -> Any:
        cancelled = await cancel(self, run_id, *args, **options)
        remembered.setdefault(self, set()).update(cancelled)
        return cancelled

    spawner.cancel_with_children = remembering
