"""sink-not-inherited: a child tells its events to a sink of its own, of the same kind as its parent's."""

from copy import copy
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _another(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.event_sink = copy(child.event_sink)


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _another)
