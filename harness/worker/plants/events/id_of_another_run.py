"""id-of-another-run: events carry the run id of the run that emitted before, as if it were kept in one place."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event: the id is that of the last context that emitted something."""
    context = subject.name("stageflow", "StageContext")
    emit = context.try_emit_event
    last: list[Any] = []

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - its name
        known = last[-1] if last else self.pipeline_run_id
        last[:] = [self.pipeline_run_id]
        emit(self, type, {"pipeline_run_id": str(known), **data})

    context.try_emit_event = try_emit_event
