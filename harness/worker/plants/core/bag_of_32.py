"""bag-of-32: a bound on the number of names that nobody documented."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes

NAMES_MAX = 32


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. The first write to a 33rd name raises OverflowError."""

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        if len(self) >= NAMES_MAX and not self.has(stage_name):
            raise OverflowError(f"an output bag holds {NAMES_MAX} stages")
        return store(self, stage_name, output, allow_overwrite=allow_overwrite)

    replace_writes(subject, planted)
