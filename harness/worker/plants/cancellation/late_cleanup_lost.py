"""late-cleanup-lost: a cleanup that is registered while the others run is never called."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.run_all, which takes a list of what there is, and clears what came in between."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    register, run_all = registry.register, registry.run_all
    running: set[int] = set()

    @wraps(register)
    def too_late(self: Any, callback: Any, *, name: str | None = None) -> None:
        if id(self) not in running:
            register(self, callback, name=name)

    @wraps(run_all)
    async def of_what_there_is(self: Any, *args: Any, **options: Any) -> Any:
        running.add(id(self))
        try:
            return await run_all(self, *args, **options)
        finally:
            running.discard(id(self))

    registry.register, registry.run_all = too_late, of_what_there_is
