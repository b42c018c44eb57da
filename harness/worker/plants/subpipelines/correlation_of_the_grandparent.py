"""correlation-of-the-grandparent: a child of a child goes under the correlation id of the first spawn."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _keep_that_from_above(parent: Any, child: Any, options: dict[str, Any]) -> None:
    if parent.correlation_id is not None:
        child.correlation_id = parent.correlation_id


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _keep_that_from_above)
