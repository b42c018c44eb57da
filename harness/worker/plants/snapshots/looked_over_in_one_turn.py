"""looked-over-in-one-turn: the writer that gives way looks in one turn whether all can be written."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot_async."""
    step_by_step = subject.name("stageflow.plus", "dump_snapshot_async")
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(step_by_step)
    async def dump_snapshot_async(snapshot: Any) -> str:
        dump(snapshot)
        return str(await step_by_step(snapshot))

    vars(subject.name("stageflow", "plus"))["dump_snapshot_async"] = dump_snapshot_async
