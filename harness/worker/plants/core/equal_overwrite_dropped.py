"""equal-overwrite-dropped: an overwrite by an equal output is acknowledged and not made."""

import dataclasses
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. Who overwrites with equal data is told the next attempt, which does not
    count: the one after it is told the same.
    """

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        present = self.get(stage_name) if allow_overwrite else None
        if present is not None and present.output.data == output.data:
            return dataclasses.replace(present, attempt=present.attempt + 1)
        return store(self, stage_name, output, allow_overwrite=allow_overwrite)

    replace_writes(subject, planted)
