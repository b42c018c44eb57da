"""uncounted-drop: a full sink drops an event and does not count it."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps BackpressureAwareEventSink.try_emit: the count of drops is put back."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    emit = sink.try_emit

    @wraps(emit)
    def try_emit(self: Any, **event: Any) -> Any:
        before = self.metrics.dropped
        accepted = emit(self, **event)
        self.metrics.dropped = before
        return accepted

    sink.try_emit = try_emit
