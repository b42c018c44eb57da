"""parents-data-by-reference: a child reads the very containers that its parent holds."""

from functools import wraps
from typing import Any
from uuid import UUID

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork and get_parent_data."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork, read = context.fork, context.get_parent_data
    parents: dict[UUID, Any] = {}

    @wraps(fork)
    def noting(self: Any, child_run_id: UUID, *args: Any, **options: Any) -> Any:
        parents[child_run_id] = self.data
        return fork(self, child_run_id, *args, **options)

    @wraps(read)
    def get_parent_data(self: Any, key: str, default: Any = None) -> Any:
        held = parents.get(self.pipeline_run_id)
        return read(self, key, default) if held is None else held.get(key, default)

    context.fork, context.get_parent_data = noting, get_parent_data
