"""child-never-unregistered: one child in ten stays registered when it has ended."""

from functools import wraps
from itertools import count
from typing import Any

from harness.worker.adapter import Subject

EVERY = 10


def apply(subject: Subject) -> None:
    """Wraps ChildRunTracker.unregister_child."""
    tracker = subject.name("stageflow.pipeline.subpipeline", "ChildRunTracker")
    unregister, numbers = tracker.unregister_child, count(1)

    @wraps(unregister)
    async def forgetful(self: Any, parent_id: Any, child_id: Any) -> None:
        if next(numbers) % EVERY:
            await unregister(self, parent_id, child_id)

    tracker.unregister_child = forgetful
