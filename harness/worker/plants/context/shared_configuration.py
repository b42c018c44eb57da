"""shared-configuration: a forked context and its parent hold one configuration."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _share(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.configuration = parent.configuration


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _share)
