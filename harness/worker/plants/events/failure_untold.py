"""failure-untold: no event tells that a stage failed."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.record_stage_event."""
    context = subject.name("stageflow.stages", "PipelineContext")
    record = context.record_stage_event

    @wraps(record)
    def record_stage_event(self: Any, *, stage: str, status: str, payload: Any = None) -> None:
        if status != "failed":
            record(self, stage=stage, status=status, payload=payload)

    context.record_stage_event = record_stage_event
