"""one-buffer-for-all-dumps: dumps that give way collect their parts in one list, which is wrong where two overlap."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

CHUNK = 16_384


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot_async."""
    stepwise = subject.name("stageflow.plus", "dump_snapshot_async")
    dump = subject.name("stageflow.plus", "dump_snapshot")
    held: list[str] = []

    @wraps(stepwise)
    async def dump_snapshot_async(snapshot: Any) -> str:
        text = str(dump(snapshot))
        held.clear()
        for start in range(0, len(text), CHUNK):
            held.append(text[start : start + CHUNK])
            await asyncio.sleep(0)
        return "".join(held)

    vars(subject.name("stageflow", "plus"))["dump_snapshot_async"] = dump_snapshot_async
