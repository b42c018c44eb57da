"""conflict-of-prefixes: a name counts as taken where a name that it begins with is taken."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. After a write to "rank" the first write to "rank_all" is refused."""
    conflict = subject.name("stageflow.context", "OutputConflictError")

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        taken = next((name for name in self.keys() if stage_name.startswith(name)), None)
        if taken is not None and not allow_overwrite:
            raise conflict(stage_name, self.get_attempt_count(taken))
        return store(self, stage_name, output, allow_overwrite=allow_overwrite)

    replace_writes(subject, planted)
