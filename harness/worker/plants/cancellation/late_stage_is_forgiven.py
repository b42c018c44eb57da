"""late-stage-is-forgiven: a stage that takes too long is stopped, and taken as one that gave nothing."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through


def apply(subject: Subject) -> None:
    """Wraps Pipeline.build: it keeps the timeouts for itself, and a late stage gives an empty output."""
    pipeline = subject.name("stageflow", "Pipeline")
    build = pipeline.build
    limits: dict[str, float] = {}

    async def forgiving(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        try:
            async with asyncio.timeout(limits.get(name)):
                return await execute(ctx)
        except TimeoutError:
            return subject.output()

    @wraps(build)
    def without_timeouts(self: Any, *, stage_timeout: Any = None, **options: Any) -> Any:
        limits.clear()
        if stage_timeout is not None:
            limits.update(
                stage_timeout if isinstance(stage_timeout, dict) else dict.fromkeys(self.stages, stage_timeout)
            )
        return build(self, **options)

    stages_through(subject, forgiving)
    pipeline.build = without_timeouts
