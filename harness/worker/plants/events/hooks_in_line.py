"""hooks-in-line: after is called in the order of before, and not in the reverse."""

from collections.abc import Sequence
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts one interceptor in the place of all, which calls them one after another, both times in their order."""
    instead_of_interceptors(subject, lambda interceptors: [_InLine(interceptors)])


class _InLine(Hooks):
    def __init__(self, interceptors: Sequence[Any]) -> None:
        self._all = sorted(interceptors, key=lambda each: each.priority)
        super().__init__(self._all[0])

    async def before(self, stage_name: str, ctx: Any) -> Any:
        for each in self._all:
            await each.before(stage_name, ctx)

    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        for each in self._all:
            await each.after(stage_name, result, ctx)
