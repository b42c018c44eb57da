"""hooks-of-the-first-run: the interceptors of a graph are shown the context of the run that came to them first."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Each interceptor that is built in keeps the first context."""
    instead_of_interceptors(subject, lambda interceptors: [_OfTheFirst(inner) for inner in interceptors])


class _OfTheFirst(Hooks):
    def __init__(self, inner: Any) -> None:
        super().__init__(inner)
        self._ctx: Any = None

    async def before(self, stage_name: str, ctx: Any) -> Any:
        self._ctx = self._ctx or ctx
        return await super().before(stage_name, self._ctx)

    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        return await super().after(stage_name, result, self._ctx or ctx)

    async def on_error(self, stage_name: str, error: Exception, ctx: Any) -> Any:
        return await super().on_error(stage_name, error, self._ctx or ctx)
