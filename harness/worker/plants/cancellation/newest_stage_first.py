"""newest-stage-first: where only so many stages may run at once, the one that became ready last goes next."""

import asyncio
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through
from harness.worker.plants.limits import kept_from_graphs


def apply(subject: Subject) -> None:
    """Keeps the limit from the graphs, and hands free places to the end of the queue."""
    free: list[int] = []
    waiting: list[asyncio.Future[None]] = []

    def give_back(turns: int) -> None:
        """Some turns later, so that the stages that became ready by this one are in the queue by then."""
        if turns:
            asyncio.get_running_loop().call_soon(give_back, turns - 1)
        elif waiting:
            waiting.pop().set_result(None)
        else:
            free[0] += 1

    async def last_in_first_out(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        if not free:
            return await execute(ctx)
        if free[0]:
            free[0] -= 1
        else:
            place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            waiting.append(place)
            await place
        try:
            return await execute(ctx)
        finally:
            give_back(3)

    def keep(concurrency: int | None) -> None:
        free[:] = [] if concurrency is None else [concurrency]
        waiting.clear()

    stages_through(subject, last_in_first_out)
    kept_from_graphs(subject, "concurrency", keep)
