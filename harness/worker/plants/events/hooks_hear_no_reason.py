"""hooks-hear-no-reason: the after of an interceptor is told that a stage failed, and not by which error."""

from dataclasses import replace
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts each interceptor behind one that keeps the error of the result from it."""
    instead_of_interceptors(subject, lambda interceptors: [_NoReason(inner) for inner in interceptors])


class _NoReason(Hooks):
    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        told = result if result.error is None else replace(result, error="the stage failed")
        return await super().after(stage_name, told, ctx)
