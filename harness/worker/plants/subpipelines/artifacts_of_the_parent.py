"""artifacts-of-the-parent: a child run collects its artifacts in the list of its parent."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _collect(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.artifacts = parent.artifacts


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _collect)
