"""coalesced-events: while events wait, another one of the last type is taken for the same."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces BackpressureAwareEventSink.try_emit. It says that it queued the event, and did not."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    queue = sink.try_emit
    last: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    @wraps(queue)
    def try_emit(self: Any, **event: Any) -> Any:
        if self.queue_size and last.get(self) == event["type"]:
            return True
        last[self] = event["type"]
        return queue(self, **event)

    sink.try_emit = try_emit
