"""silent-hook: an error of an interceptor is swallowed."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts each interceptor behind one that swallows what its `before` raises."""
    instead_of_interceptors(subject, lambda interceptors: [_Silent(inner) for inner in interceptors])


class _Silent(Hooks):
    async def before(self, stage_name: str, ctx: Any) -> Any:
        try:
            return await super().before(stage_name, ctx)
        except Exception:  # noqa: BLE001 - the defect
            return None
