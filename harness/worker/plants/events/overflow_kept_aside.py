"""overflow-kept-aside: what finds the queue full is kept, and handed over behind what comes next."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces BackpressureAwareEventSink.try_emit. No event is refused; what was kept aside comes late or never."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    queue = sink.try_emit
    aside: WeakKeyDictionary[Any, list[dict[str, Any]]] = WeakKeyDictionary()

    @wraps(queue)
    def try_emit(self: Any, **event: Any) -> bool:
        kept = aside.setdefault(self, [])
        if not queue(self, **event):
            kept.append(event)
        elif kept and queue(self, **kept[0]):
            del kept[0]
        return True

    sink.try_emit = try_emit
