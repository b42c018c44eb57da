"""completed-too-early: every tenth stage is told as completed when it starts."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

EVERY = 10


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.record_stage_event; the event that is due at the end is left out then."""
    context = subject.name("stageflow.stages", "PipelineContext")
    record = context.record_stage_event
    starts, told = [0], set[tuple[int, str]]()

    @wraps(record)
    def record_stage_event(self: Any, *, stage: str, status: str, payload: Any = None) -> None:
        if status == "started":
            starts[0] += 1
            record(self, stage=stage, status=status, payload=payload)
            if starts[0] % EVERY == 0:
                told.add((id(self), stage))
                record(self, stage=stage, status="completed", payload={"duration_ms": 0})
        elif (id(self), stage) in told:
            told.discard((id(self), stage))
        else:
            record(self, stage=stage, status=status, payload=payload)

    context.record_stage_event = record_stage_event
