"""overtaking-event: every ninth event is sent one turn of the loop later."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

EVERY = 9


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event."""
    context = subject.name("stageflow", "StageContext")
    emit = context.try_emit_event
    sent = [0]

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - its name
        sent[0] += 1
        if sent[0] % EVERY == 0:
            asyncio.get_running_loop().call_soon(emit, self, type, data)
        else:
            emit(self, type, data)

    context.try_emit_event = try_emit_event
