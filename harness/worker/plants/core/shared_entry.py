"""shared-entry: an overwrite changes the entry that readers already hold."""

import dataclasses
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. What was read before an overwrite becomes equal to the new entry."""

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        before = self.get(stage_name)
        entry = store(self, stage_name, output, allow_overwrite=allow_overwrite)
        if before is not None:
            for field in dataclasses.fields(before):
                object.__setattr__(before, field.name, getattr(entry, field.name))
        return entry

    replace_writes(subject, planted)
