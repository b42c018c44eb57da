"""topology-not-inherited: a child run knows its topology only where it is given one."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _forget(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.topology = options.get("topology")


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _forget)
