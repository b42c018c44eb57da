"""request-of-its-own-below: from the third level of children on, a run goes under a request id of its own."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

FROM_LEVEL = 3


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork
    levels: dict[Any, int] = {}

    @wraps(fork)
    def renewed(self: Any, child_run_id: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, child_run_id, *args, **options)
        levels[child_run_id] = level = levels.get(self.pipeline_run_id, 0) + 1
        if level >= FROM_LEVEL:
            child.request_id = child_run_id
        return child

    context.fork = renewed
