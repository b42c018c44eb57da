"""every-fiftieth-cleanup-lost: one cleanup in fifty is registered and never called."""

from functools import wraps
from itertools import count
from typing import Any

from harness.worker.adapter import Subject

EVERY = 50


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.register."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register, numbers = registry.register, count(1)

    @wraps(register)
    def lossy(self: Any, callback: Any, *, name: str | None = None) -> None:
        if next(numbers) % EVERY:
            register(self, callback, name=name)

    registry.register = lossy
