"""dump-in-one-turn: the dump that gives way does all of its work in one turn of the event loop."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot_async."""
    stepwise = subject.name("stageflow.plus", "dump_snapshot_async")
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(stepwise)
    async def dump_snapshot_async(snapshot: Any) -> str:
        await asyncio.sleep(0)
        return str(dump(snapshot))

    vars(subject.name("stageflow", "plus"))["dump_snapshot_async"] = dump_snapshot_async
