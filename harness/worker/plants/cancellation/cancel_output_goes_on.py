"""cancel-output-goes-on: a stage that returns CANCEL is taken as one that went well."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through


def apply(subject: Subject) -> None:
    """Replaces a CANCEL output by one that is OK, with the same data."""
    output = subject.name("stageflow", "StageOutput")

    async def forgiving(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        given = await execute(ctx)
        cancelled = getattr(getattr(given, "status", None), "value", "") == "cancel"
        return output.ok(dict(given.data)) if cancelled else given

    stages_through(subject, forgiving)
