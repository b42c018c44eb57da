"""shared-configuration: a forked context and its parent hold one configuration."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def fork_sharing(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        child.configuration = self.configuration
        return child

    context.fork = fork_sharing
