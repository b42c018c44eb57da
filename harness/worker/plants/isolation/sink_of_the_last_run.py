"""sink-of-the-last-run: a stage's event goes to the sink of the run that was started last."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Wraps StageContext.try_emit_event, and notes the sink of each run when it starts."""
    context = subject.name("stageflow.core", "StageContext")
    emit = context.try_emit_event
    last: list[Any] = [None]

    async def noted(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        last[0] = ctx.event_sink
        return await run()

    @wraps(emit)
    def try_emit_event(self: Any, type: str, data: dict[str, Any]) -> None:  # noqa: A002 - as it is called
        emit(context(self.snapshot, self.inputs, self.stage_name, self.timer, last[0] or self.event_sink), type, data)

    runs_through(subject, noted)
    context.try_emit_event = try_emit_event
