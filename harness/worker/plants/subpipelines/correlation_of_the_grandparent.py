"""correlation-of-the-grandparent: a child of a child goes under the correlation id of the first spawn."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def kept_from_above(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        if self.correlation_id is not None:
            child.correlation_id = self.correlation_id
        return child

    context.fork = kept_from_above
