"""run-id-of-the-parent: a child run goes under the run id of its parent."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import children_changed_by


def _take_that_of_the_parent(parent: Any, child: Any, options: dict[str, Any]) -> None:
    child.pipeline_run_id = parent.pipeline_run_id


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork."""
    children_changed_by(subject, _take_that_of_the_parent)
