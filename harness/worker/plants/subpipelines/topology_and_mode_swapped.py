"""topology-and-mode-swapped: a child that is spawned with a topology and a mode of its own gets each for the other."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def swapping(self: Any, *args: Any, topology: Any = None, execution_mode: Any = None, **options: Any) -> Any:
        return fork(self, *args, topology=execution_mode, execution_mode=topology, **options)

    context.fork = swapping
