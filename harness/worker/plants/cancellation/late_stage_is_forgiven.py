"""late-stage-is-forgiven: a stage that takes too long is stopped, and taken as one that gave nothing."""

import asyncio
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through
from harness.worker.plants.limits import timeouts_kept_from_graphs


def apply(subject: Subject) -> None:
    """Keeps the timeouts from the graphs, and a late stage gives an empty output."""
    timeout_of = timeouts_kept_from_graphs(subject)

    async def forgiving(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        try:
            async with asyncio.timeout(timeout_of(name)):
                return await execute(ctx)
        except TimeoutError:
            return subject.output()

    stages_through(subject, forgiving)
