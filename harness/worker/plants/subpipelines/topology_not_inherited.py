"""topology-not-inherited: a child run knows its topology only where it is given one."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def bare(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        child.topology = options.get("topology")
        return child

    context.fork = bare
