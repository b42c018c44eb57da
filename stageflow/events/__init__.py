"""Events: where they go, and the sink of the current context."""

from stageflow.events.sink import (
    BackpressureAwareEventSink,
    BackpressureMetrics,
    EventSink,
    LoggingEventSink,
    NoOpEventSink,
    clear_event_sink,
    emit_event,
    get_event_sink,
    register_event_sink,
    set_event_sink,
    wait_for_event_sink_tasks,
)

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
