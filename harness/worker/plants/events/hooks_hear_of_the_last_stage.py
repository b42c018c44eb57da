"""hooks-hear-of-the-last-stage: outer hooks are told the result of whichever stage ended last."""

from collections.abc import Sequence
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Puts each interceptor behind one that reads the result from a place that all stages share, as if the engine kept
    it there. It shows only where another stage ends while the inner hooks of one are at work.
    """
    last: list[Any] = [None]

    def behind(interceptors: Sequence[Any]) -> list[Any]:
        innermost = max(interceptors, key=lambda each: each.priority)

        class FromThePlace(Hooks):
            async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
                if self.inner is innermost:
                    last[0] = result
                return await super().after(stage_name, last[0], ctx)

        return [FromThePlace(inner) for inner in interceptors]

    instead_of_interceptors(subject, behind)
