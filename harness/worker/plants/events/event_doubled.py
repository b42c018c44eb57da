"""event-doubled: every 500th event is sent twice."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

EVERY = 500


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event."""
    context = subject.name("stageflow", "StageContext")
    emit = context.try_emit_event
    sent = [0]

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - its name
        sent[0] += 1
        emit(self, type, data)
        if sent[0] % EVERY == 0:
            emit(self, type, data)

    context.try_emit_event = try_emit_event
