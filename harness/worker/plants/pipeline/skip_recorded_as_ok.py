"""skip-recorded-as-ok: the result of a stage that skipped is OK."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages, status_of


def apply(subject: Subject) -> None:
    """Makes an OK output of every SKIP, with its data."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        output = await run(ctx)
        return subject.name("stageflow", "StageOutput").ok(output.data) if status_of(output) == "skip" else output

    around_stages(subject, around)
