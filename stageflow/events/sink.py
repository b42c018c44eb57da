"""Event sinks and the sink of the current context."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any

from stageflow.events.backpressure import BackpressureAwareEventSink, BackpressureMetrics
from stageflow.events.kinds import EventSink, LoggingEventSink, NoOpEventSink

_event_sink: ContextVar[EventSink | None] = ContextVar("stageflow_event_sink", default=None)
_pending_emit_tasks: set[asyncio.Task[Any]] = set()


def set_event_sink(sink: EventSink) -> None:
    """Make `sink` the sink of the current context and of the tasks started from it."""
    _event_sink.set(sink)


def clear_event_sink() -> None:
    """Leave the current context without a sink."""
    _event_sink.set(None)


def get_event_sink() -> EventSink:
    """The sink of the current context, or a new NoOpEventSink."""
    sink = _event_sink.get()
    return NoOpEventSink() if sink is None else sink


async def emit_event(*, type: str, data: dict[str, Any] | None) -> None:
    """Deliver an event to the sink of the current context."""
    await get_event_sink().emit(type=type, data=data)


async def wait_for_event_sink_tasks() -> None:
    """Wait for the deliveries under way; what they raise is not this function's to report."""
    tasks = list(_pending_emit_tasks)
    if tasks:
        await asyncio.gather(*tasks, return_exceptions=True)
    _pending_emit_tasks.difference_update(tasks)


register_event_sink = set_event_sink

__all__ = [
    "BackpressureAwareEventSink",
    "BackpressureMetrics",
    "EventSink",
    "LoggingEventSink",
    "NoOpEventSink",
    "clear_event_sink",
    "emit_event",
    "get_event_sink",
    "register_event_sink",
    "set_event_sink",
    "wait_for_event_sink_tasks",
]
