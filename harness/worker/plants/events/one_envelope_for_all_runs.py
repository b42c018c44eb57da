"""one-envelope-for-all-runs: each kind of event has one dict, into which the next event is written."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event: the sink is handed the dict of the event before, with new content."""
    context = subject.name("stageflow", "StageContext")
    emit = context.try_emit_event
    envelopes: dict[str, dict[str, Any]] = {}

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - its name
        envelope = envelopes.setdefault(type, {})
        if self.event_sink is not None:
            emit(_with_sink(subject, self, _Enveloping(self.event_sink, envelope)), type, data)

    context.try_emit_event = try_emit_event


def _with_sink(subject: Subject, ctx: Any, sink: Any) -> Any:
    create = subject.name("stageflow", "create_stage_context")
    return create(snapshot=ctx.snapshot, inputs=ctx.inputs, stage_name=ctx.stage_name, timer=ctx.timer, event_sink=sink)


class _Enveloping:
    def __init__(self, sink: Any, envelope: dict[str, Any]) -> None:
        self._sink = sink
        self._envelope = envelope

    def try_emit(self, *, type: str, data: dict[str, Any]) -> Any:  # noqa: A002 - as sinks are called
        self._envelope.clear()
        self._envelope.update(data)
        return self._sink.try_emit(type=type, data=self._envelope)
