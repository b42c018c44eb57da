"""one-write-in-a-thousand: every thousandth write of a bag is acknowledged and not stored."""

from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes

EVERY = 1_000


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. Counts the writes that are acknowledged; refused ones stay refused."""
    entry_type = subject.name("stageflow.context", "OutputEntry")
    acknowledged: WeakKeyDictionary[Any, int] = WeakKeyDictionary()

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        number = acknowledged.get(self, 0) + 1
        attempt = self.get_attempt_count(stage_name) + 1
        if number % EVERY == 0 and (allow_overwrite or attempt == 1):
            acknowledged[self] = number
            return entry_type(output=output, attempt=attempt, timestamp=datetime.now(UTC), stage_name=stage_name)
        entry = store(self, stage_name, output, allow_overwrite=allow_overwrite)
        acknowledged[self] = number
        return entry

    replace_writes(subject, planted)
