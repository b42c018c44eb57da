"""silent-conflict: a write to a name that is taken gives the entry that is there instead of an error."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. The second writer believes that its output was stored."""
    conflict = subject.name("stageflow.context", "OutputConflictError")

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        try:
            return store(self, stage_name, output, allow_overwrite=allow_overwrite)
        except conflict:
            return self.get(stage_name)

    replace_writes(subject, planted)
