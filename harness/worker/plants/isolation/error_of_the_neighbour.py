"""error-of-the-neighbour: the first failure of a graph is kept, and told to every run of it that fails later."""

from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Replaces the error that a failing run of a graph raises, from its second failure on."""
    failure = subject.name("stageflow.pipeline.dag", "UnifiedStageExecutionError")
    kept: WeakKeyDictionary[Any, Exception] = WeakKeyDictionary()

    async def told(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await run()
        except failure as error:
            raise kept.setdefault(graph, error)  # noqa: B904 - the one that was kept is the defect

    runs_through(subject, told)
