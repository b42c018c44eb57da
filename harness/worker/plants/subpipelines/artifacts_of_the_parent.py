"""artifacts-of-the-parent: a child run collects its artifacts in the list of its parent."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def collecting(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        child.artifacts = self.artifacts
        return child

    context.fork = collecting
