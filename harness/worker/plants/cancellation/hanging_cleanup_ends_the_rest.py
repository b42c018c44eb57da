"""hanging-cleanup-ends-the-rest: the cleanups behind one that takes too long are not called."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.register: a cleanup that is cut off says so to those that were registered before it."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register = registry.register

    @wraps(register)
    def until_one_hangs(self: Any, callback: Callable[[], Awaitable[None]], *, name: str | None = None) -> None:
        async def cleanup() -> None:
            if self.__dict__.get("out_of_time"):
                return
            try:
                await callback()
            except asyncio.CancelledError:
                self.__dict__["out_of_time"] = True
                raise

        register(self, cleanup, name=name)

    registry.register = until_one_hangs
