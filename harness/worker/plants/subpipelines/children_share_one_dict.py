"""children-share-one-dict: all children that a run spawns from one stage are given one dictionary for their data."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork: a cache by parent run and stage, as to spare allocations."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork
    kept: dict[tuple[Any, str], dict[str, Any]] = {}

    @wraps(fork)
    def cached(self: Any, child_run_id: Any, parent_stage_id: str, *args: Any, **options: Any) -> Any:
        child = fork(self, child_run_id, parent_stage_id, *args, **options)
        child.data = kept.setdefault((self.pipeline_run_id, parent_stage_id), child.data)
        return child

    context.fork = cached
