"""user-not-inherited: a child run does not know whose run it is."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _forget(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.user_id = None


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _forget)
