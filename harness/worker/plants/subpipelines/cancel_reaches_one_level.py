"""cancel-reaches-one-level: who is cancelled takes its children with it, and not theirs."""

from contextvars import ContextVar
from functools import wraps
from typing import Any
from uuid import UUID

from harness.worker.adapter import Subject

_CANCELLING: ContextVar[UUID | None] = ContextVar("cancelling", default=None)


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.cancel_with_children, and what it asks the tracker while it cancels."""
    module = "stageflow.pipeline.subpipeline"
    spawner, tracker = subject.name(module, "SubpipelineSpawner"), subject.name(module, "ChildRunTracker")
    cancel, children, descendants = spawner.cancel_with_children, tracker.get_children, tracker.get_all_descendants

    @wraps(cancel)
    async def cancel_with_children(self: Any, run_id: UUID, *args: Any, **options: Any) -> Any:
        before = _CANCELLING.set(run_id)
        try:
            return await cancel(self, run_id, *args, **options)
        finally:
            _CANCELLING.reset(before)

    @wraps(children)
    async def get_children(self: Any, parent_id: UUID) -> Any:
        return await children(self, parent_id) if _CANCELLING.get() in (None, parent_id) else set()

    @wraps(descendants)
    async def get_all_descendants(self: Any, run_id: UUID) -> Any:
        return await (descendants if _CANCELLING.get() is None else children)(self, run_id)

    spawner.cancel_with_children = cancel_with_children
    tracker.get_children, tracker.get_all_descendants = get_children, get_all_descendants
