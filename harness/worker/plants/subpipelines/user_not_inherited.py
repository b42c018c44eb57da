"""user-not-inherited: a child run does not know whose run it is."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def anonymous(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        child.user_id = None
        return child

    context.fork = anonymous
