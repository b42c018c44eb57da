"""stored-after-the-answer: an overwrite is acknowledged at once and stored in the loop's next turn."""

import asyncio
import dataclasses
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write. Whoever reads before the loop comes round finds what was there before."""
    bag = subject.name("stageflow.context", "OutputBag")
    store, store_sync = bag.write, bag.write_sync

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        present = self.get(stage_name)
        if present is None or not allow_overwrite:
            return await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        asyncio.get_running_loop().call_soon(lambda: store_sync(self, stage_name, output, allow_overwrite=True))
        return dataclasses.replace(present, output=output, attempt=present.attempt + 1)

    bag.write = write
