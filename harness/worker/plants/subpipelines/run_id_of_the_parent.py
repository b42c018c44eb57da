"""run-id-of-the-parent: a child run goes under the run id of its parent."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def same_id(self: Any, child_run_id: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, child_run_id, *args, **options)
        child.pipeline_run_id = self.pipeline_run_id
        return child

    context.fork = same_id
