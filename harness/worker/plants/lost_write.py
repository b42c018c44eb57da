"""lost-write: a read, a suspension and a store that takes no notice of who stored in between."""

import asyncio
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write. A write that another one overtakes is acknowledged and not stored."""
    bag = subject.name("stageflow.context", "OutputBag")
    entry = subject.name("stageflow.context", "OutputEntry")
    store = bag.write

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        seen = len(self)
        await asyncio.sleep(0)
        if len(self) != seen:
            return entry(output=output, attempt=1, timestamp=datetime.now(UTC), stage_name=stage_name)
        return await store(self, stage_name, output, allow_overwrite=allow_overwrite)

    bag.write = write
