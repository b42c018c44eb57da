"""cancel-only-marks: cancel_with_children names the runs that it cancels, and lets them run."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces SubpipelineSpawner.cancel_with_children."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    cancel = spawner.cancel_with_children

    @wraps(cancel)
    async def marking(self: Any, run_id: Any, reason: str = "user_requested", contexts: Any = None) -> list[Any]:
        for ctx in (contexts or {}).values():
            ctx.mark_canceled()
        return [run_id]

    spawner.cancel_with_children = marking
