"""cleanups-again-after-a-failure: when a cleanup fails, all of them are called again."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.register and run_all: a retry of all that was there, instead of what failed."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register, run_all = registry.register, registry.run_all

    @wraps(register)
    def noted(self: Any, callback: Any, *, name: str | None = None) -> None:
        self.__dict__.setdefault("noted", []).append((callback, name))
        register(self, callback, name=name)

    @wraps(run_all)
    async def again(self: Any, *, timeout: float = 10.0) -> Any:
        completed, failed = await run_all(self, timeout=timeout)
        if failed:
            for callback, name in self.__dict__.get("noted", []):
                register(self, callback, name=name)
            completed, failed = await run_all(self, timeout=timeout)
        return completed, failed

    registry.register, registry.run_all = noted, again
