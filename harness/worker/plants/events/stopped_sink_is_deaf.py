"""stopped-sink-is-deaf: what is handed to a sink that was stopped is accepted, and gone."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps BackpressureAwareEventSink.stop, emit and try_emit: after the first stop nothing is queued any more."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    stop, emit, try_emit = sink.stop, sink.emit, sink.try_emit

    @wraps(stop)
    async def for_ever(self: Any, **options: Any) -> None:
        await stop(self, **options)
        self.stopped = True

    @wraps(emit)
    async def unless_stopped(self: Any, **event: Any) -> None:
        if not getattr(self, "stopped", False):
            await emit(self, **event)

    @wraps(try_emit)
    def try_unless_stopped(self: Any, **event: Any) -> Any:
        return True if getattr(self, "stopped", False) else try_emit(self, **event)

    sink.stop, sink.emit, sink.try_emit = for_ever, unless_stopped, try_unless_stopped
