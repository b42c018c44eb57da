"""cleanups-first-first: cleanups are called in the order in which they were registered."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.register: what is new goes to the bottom."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register = registry.register

    @wraps(register)
    def to_the_bottom(self: Any, callback: Any, *, name: str | None = None) -> None:
        held = self.__dict__.setdefault("held", [])
        held[:] = [(known, its_name) for known, its_name in held if self.unregister(known)]
        held.append((callback, name))
        for known, its_name in reversed(held):
            register(self, known, name=its_name)

    registry.register = to_the_bottom
