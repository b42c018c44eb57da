"""child-without-correlation: a child run does not know the correlation id that it was spawned with."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def unknown(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        child.correlation_id = None
        return child

    context.fork = unknown
