"""event-lost-in-a-tick: of several events that a sink is given in one turn of the loop only the first arrives."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event: a sink is busy until the next turn."""
    context = subject.name("stageflow", "StageContext")
    emit = context.try_emit_event
    busy: set[int] = set()

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - its name
        sink = id(self.event_sink)
        if sink not in busy:
            busy.add(sink)
            asyncio.get_running_loop().call_soon(busy.discard, sink)
            emit(self, type, data)

    context.try_emit_event = try_emit_event
