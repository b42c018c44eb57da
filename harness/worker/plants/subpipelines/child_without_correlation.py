"""child-without-correlation: a child run does not know the correlation id that it was spawned with."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _forget(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.correlation_id = None


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _forget)
