"""handle-not-inherited: a child has no handle of the database, whatever its parent has."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _forget(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.db = None


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _forget)
