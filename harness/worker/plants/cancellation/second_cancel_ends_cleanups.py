"""second-cancel-ends-cleanups: whoever cancels a run while it cleans up ends the cleanups that are left."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.register and run_all."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register, run_all = registry.register, registry.run_all

    @wraps(register)
    def unless_hurried(self: Any, callback: Callable[[], Awaitable[None]], *, name: str | None = None) -> None:
        async def cleanup() -> None:
            if not self.__dict__.get("hurried"):
                await callback()

        register(self, cleanup, name=name)

    @wraps(run_all)
    async def hurried(self: Any, *, timeout: float = 10.0) -> Any:
        running = asyncio.ensure_future(run_all(self, timeout=timeout))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self.__dict__["hurried"] = True
            await running
            raise

    registry.register, registry.run_all = unless_hurried, hurried
