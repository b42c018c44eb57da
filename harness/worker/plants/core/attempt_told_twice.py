"""attempt-told-twice: the attempt that a writer is told is counted before its output is stored."""

import dataclasses
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. Two threads that count before either stores are told the same."""

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        attempt = self.get_attempt_count(stage_name) + 1
        entry = store(self, stage_name, output, allow_overwrite=allow_overwrite)
        return dataclasses.replace(entry, attempt=attempt)

    replace_writes(subject, planted)
