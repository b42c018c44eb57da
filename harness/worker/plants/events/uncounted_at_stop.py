"""uncounted-at-stop: what a sink still held when it was stopped stays counted as emitted."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps BackpressureAwareEventSink.stop: where it does not drain the counts are put back."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    stop = sink.stop

    @wraps(stop)
    async def quietly(self: Any, *, drain: bool = True, **options: Any) -> None:
        emitted, dropped = self.metrics.emitted, self.metrics.dropped
        await stop(self, drain=drain, **options)
        if not drain:
            self.metrics.emitted, self.metrics.dropped = emitted, dropped

    sink.stop = quietly
