"""one-stage-in-a-hook: a stage that starts while the same hook is at work for another one goes without it."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts each interceptor behind one that guards it against being entered twice."""
    instead_of_interceptors(subject, lambda interceptors: [_Guarded(inner) for inner in interceptors])


class _Guarded(Hooks):
    def __init__(self, inner: Any) -> None:
        super().__init__(inner)
        self._busy = False
        self._left_out: set[tuple[str, int]] = set()

    async def before(self, stage_name: str, ctx: Any) -> Any:
        if self._busy:
            self._left_out.add((stage_name, id(ctx)))
            return None
        self._busy = True
        try:
            return await super().before(stage_name, ctx)
        finally:
            self._busy = False

    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        if (stage_name, id(ctx)) in self._left_out:
            self._left_out.discard((stage_name, id(ctx)))
            return None
        return await super().after(stage_name, result, ctx)
