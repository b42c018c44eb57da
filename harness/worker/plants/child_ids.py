"""The ids of child runs, drawn otherwise: for plants that change where they come from."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from harness.worker.adapter import Subject


def drawn_by(subject: Subject, draw: Callable[[UUID], UUID]) -> None:
    """Wraps PipelineContext.fork: `draw` gives the id of the child, from the one that was drawn for it."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def drawn(self: Any, child_run_id: UUID, *args: Any, **options: Any) -> Any:
        return fork(self, draw(child_run_id), *args, **options)

    context.fork = drawn
