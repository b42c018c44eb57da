"""one-level-too-deep: a spawner allows one level of children more than its limit says."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps the constructor of SubpipelineSpawner."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    construct = spawner.__init__

    @wraps(construct)
    def generous(self: Any, child_tracker: Any = None, emit_events: bool = True, max_depth: int = 5) -> None:
        construct(self, child_tracker, emit_events, max_depth + 1)

    spawner.__init__ = generous
