"""timer-of-the-stage: each stage has a timer of its own in the place of that of its run."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage: a stage is given a context with a new timer."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        timer = subject.name("stageflow", "PipelineTimer")()
        create = subject.name("stageflow", "create_stage_context")
        return await run(create(ctx.snapshot, ctx.inputs, ctx.stage_name, timer, ctx.event_sink))

    around_stages(subject, around)
