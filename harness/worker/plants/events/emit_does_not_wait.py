"""emit-does-not-wait: emit drops the event where the queue is full, and nobody is told."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces BackpressureAwareEventSink.emit by try_emit, whose answer is thrown away."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")

    @wraps(sink.emit)
    async def emit(self: Any, **event: Any) -> None:
        self.try_emit(**event)

    sink.emit = emit
