"""unchecked-write-sync: write_sync stores without looking whether the name is taken."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write_sync; write looks before it calls it."""
    bag = subject.name("stageflow.context", "OutputBag")
    conflict = subject.name("stageflow.context", "OutputConflictError")
    store = bag.write_sync

    @wraps(bag.write)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        if self.has(stage_name) and not allow_overwrite:
            raise conflict(stage_name, self.get_attempt_count(stage_name))
        return store(self, stage_name, output, allow_overwrite=True)

    @wraps(store)
    def write_sync(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        return store(self, stage_name, output, allow_overwrite=True)

    bag.write, bag.write_sync = write, write_sync
