"""live-runs-by-their-id: a graph knows its live runs by their run ids, and of two with one id it forgets both."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs

_INSIDE: ContextVar[bool] = ContextVar("inside", default=False)


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run and cancel_token, which outside of all runs looks at what is known."""
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    own = graph.cancel_token.fget
    live: WeakKeyDictionary[Any, set[Any]] = WeakKeyDictionary()

    async def known(self: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        ids = live.setdefault(self, set())
        ids.add(ctx.snapshot.pipeline_run_id)
        before = _INSIDE.set(True)
        try:
            return await run()
        finally:
            _INSIDE.reset(before)
            ids.discard(ctx.snapshot.pipeline_run_id)

    def cancel_token(self: Any) -> Any:
        return own(self) if _INSIDE.get() or live.get(self) else None

    around_runs(subject, known)
    graph.cancel_token = property(cancel_token)
