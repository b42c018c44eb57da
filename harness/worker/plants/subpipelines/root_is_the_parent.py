"""root-is-the-parent: the tracker goes up one level, where it is asked for the topmost one."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces ChildRunTracker.get_root_run."""
    tracker = subject.name("stageflow.pipeline.subpipeline", "ChildRunTracker")

    @wraps(tracker.get_root_run)
    async def get_root_run(self: Any, run_id: Any) -> Any:
        parent = await self.get_parent(run_id)
        return run_id if parent is None else parent

    tracker.get_root_run = get_root_run
