"""failure-turns-cleanups-round: when a run fails or is cancelled, its cleanups run in the order of registration."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.run_all and UnifiedStageGraph.register_cleanup, which tells whose registry it is."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    register, run_all = graph.register_cleanup, registry.run_all
    held: dict[int, tuple[Any, list[tuple[Any, str | None]]]] = {}

    @wraps(register)
    def remembered(self: Any, callback: Any, *, name: str | None = None) -> None:
        register(self, callback, name=name)
        _, of_run = held.setdefault(id(self.cleanup_registry), (self.cancel_token, []))
        of_run.append((callback, name))

    @wraps(run_all)
    async def turned_round(self: Any, *args: Any, **options: Any) -> Any:
        token, of_run = held.pop(id(self), (None, []))
        if token is not None and token.is_cancelled:
            waiting = [(callback, name) for callback, name in of_run if self.unregister(callback)]
            for callback, name in reversed(waiting):
                self.register(callback, name=name)
        return await run_all(self, *args, **options)

    graph.register_cleanup, registry.run_all = remembered, turned_round
