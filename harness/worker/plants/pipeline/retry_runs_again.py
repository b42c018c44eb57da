"""retry-runs-again: a stage that returns RETRY is run once more."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages, status_of


def apply(subject: Subject) -> None:
    """Runs it again at once, and takes what it gives then."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        output = await run(ctx)
        return await run(ctx) if status_of(output) == "retry" else output

    around_stages(subject, around)
