"""hooks-hear-good-news-only: the after of an interceptor is told that a failed stage completed."""

from dataclasses import replace
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts each interceptor behind one that keeps the status of the result from it."""
    instead_of_interceptors(subject, lambda interceptors: [_Completed(inner) for inner in interceptors])


class _Completed(Hooks):
    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        return await super().after(stage_name, replace(result, status="completed"), ctx)
