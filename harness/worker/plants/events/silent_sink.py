"""silent-sink: an error of an event sink is swallowed."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event: the sink is put behind one that swallows what it raises."""
    context = subject.name("stageflow", "StageContext")
    emit = context.try_emit_event

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - its name
        quiet = _Quiet(self.event_sink) if self.event_sink is not None else None
        emit(context(self.snapshot, self.inputs, self.stage_name, self.timer, quiet), type, data)

    context.try_emit_event = try_emit_event


class _Quiet:
    def __init__(self, sink: Any) -> None:
        self._sink = sink

    def try_emit(self, **event: Any) -> None:
        try:
            self._sink.try_emit(**event)
        except Exception:  # noqa: BLE001 - the defect
            return
