"""memo-by-run-id: a stage that ran for this run id before is taken to be asked again for the same run."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through


async def _once(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
    run_id = ctx.snapshot.pipeline_run_id
    if run_id not in memory:
        memory[run_id] = await execute(ctx)
    return memory[run_id]


def apply(subject: Subject) -> None:
    """Keeps the outputs of each stage by run id, so that a repeated request is answered without running again."""
    stages_through(subject, _once)
