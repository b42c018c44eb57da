"""failure-without-its-parent: the event that a child failed does not say whose child it was."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineChildFailedEvent.to_dict."""
    event = subject.name("stageflow.pipeline.subpipeline", "PipelineChildFailedEvent")
    plain = event.to_dict

    @wraps(plain)
    def to_dict(self: Any) -> Any:
        return {**plain(self), "parent_run_id": None}

    event.to_dict = to_dict
