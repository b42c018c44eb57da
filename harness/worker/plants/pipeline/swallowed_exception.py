"""swallowed-exception: a stage that raises gives an empty output."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages


def apply(subject: Subject) -> None:
    """Catches every Exception of a stage."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        try:
            return await run(ctx)
        except Exception:  # noqa: BLE001 - the defect
            return subject.name("stageflow", "StageOutput").ok({})

    around_stages(subject, around)
