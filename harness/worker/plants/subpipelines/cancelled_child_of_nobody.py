"""cancelled-child-of-nobody: the event that a child was cancelled does not say whose child it was."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineCanceledEvent.to_dict."""
    event = subject.name("stageflow.pipeline.subpipeline", "PipelineCanceledEvent")
    to_dict = event.to_dict

    @wraps(to_dict)
    def without_a_parent(self: Any) -> dict[str, Any]:
        return {**to_dict(self), "parent_run_id": None}

    event.to_dict = without_a_parent
