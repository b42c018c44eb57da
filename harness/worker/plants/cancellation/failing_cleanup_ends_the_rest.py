"""failing-cleanup-ends-the-rest: the cleanups behind one that raises are not called."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.register."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register = registry.register

    @wraps(register)
    def until_one_fails(self: Any, callback: Callable[[], Awaitable[None]], *, name: str | None = None) -> None:
        async def cleanup() -> None:
            if self.__dict__.get("broken"):
                return
            try:
                await callback()
            except Exception:
                self.__dict__["broken"] = True
                raise

        register(self, cleanup, name=name)

    registry.register = until_one_fails
