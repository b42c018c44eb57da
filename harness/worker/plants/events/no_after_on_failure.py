"""no-after-on-failure: the after of an interceptor is not called where the stage failed."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts each interceptor behind one that keeps the end of a failed stage from it."""
    instead_of_interceptors(subject, lambda interceptors: [_GoodNewsOnly(inner) for inner in interceptors])


class _GoodNewsOnly(Hooks):
    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        return None if result.status == "failed" else await super().after(stage_name, result, ctx)
