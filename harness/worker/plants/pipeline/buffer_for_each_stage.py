"""buffer-for-each-stage: each stage that is under way has a buffer of 8 kB for what it may log."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through

_BUFFER_BYTES = 8192


async def _buffered(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
    buffer = bytearray(_BUFFER_BYTES)
    try:
        return await execute(ctx)
    finally:
        buffer.clear()


def apply(subject: Subject) -> None:
    """Nothing is left when the stage has ended."""
    stages_through(subject, _buffered)
