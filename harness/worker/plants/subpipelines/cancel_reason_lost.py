"""cancel-reason-lost: whoever asks why a child was cancelled is told that the user wanted it."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.cancel_with_children, which does not hand the reason on."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    cancel = spawner.cancel_with_children

    @wraps(cancel)
    async def without_reason(self: Any, run_id: Any, reason: str = "user_requested", contexts: Any = None) -> Any:
        return await cancel(self, run_id, contexts=contexts)

    spawner.cancel_with_children = without_reason
