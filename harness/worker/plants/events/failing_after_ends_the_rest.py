"""failing-after-ends-the-rest: the interceptors outside of one whose after raises are not told of the end."""

from collections.abc import Sequence
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts one interceptor in the place of all, which calls their `after` one after another, up to an error."""
    instead_of_interceptors(subject, lambda interceptors: [_Unguarded(interceptors)])


class _Unguarded(Hooks):
    def __init__(self, interceptors: Sequence[Any]) -> None:
        self._all = sorted(interceptors, key=lambda each: each.priority)
        super().__init__(self._all[0])

    async def before(self, stage_name: str, ctx: Any) -> Any:
        errors: list[Exception] = []
        for each in self._all:
            try:
                await each.before(stage_name, ctx)
            except Exception as error:  # noqa: BLE001 - the first is raised when all were called
                errors.append(error)
        if errors:
            raise errors[0]

    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        for each in reversed(self._all):
            await each.after(stage_name, result, ctx)
