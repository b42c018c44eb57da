"""stop-forgets-who-waits: whoever waits for room in a sink when it is stopped waits for ever."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps BackpressureAwareEventSink.stop and emit: an emit that is under way at a stop does not return."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    stop, emit = sink.stop, sink.emit

    @wraps(stop)
    async def counted(self: Any, **options: Any) -> None:
        self.stops = getattr(self, "stops", 0) + 1
        await stop(self, **options)

    @wraps(emit)
    async def unless_stopped_meanwhile(self: Any, **event: Any) -> None:
        before = getattr(self, "stops", 0)
        await emit(self, **event)
        if getattr(self, "stops", 0) != before:
            await asyncio.get_running_loop().create_future()

    sink.stop, sink.emit = counted, unless_stopped_meanwhile
