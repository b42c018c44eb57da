"""session-lost-with-a-topology: a child that is spawned with a topology of its own belongs to no session."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _lose(parent: Any, child: Any, options: dict[str, Any]) -> None:
    if options.get("topology") is not None:
        child.session_id = None


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _lose)
