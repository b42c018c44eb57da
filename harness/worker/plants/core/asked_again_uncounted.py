"""asked-again-uncounted: an overwrite of an output that asks for another attempt is not counted as one."""

import dataclasses
from collections import Counter
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write, write_sync and get_attempt_count. The output itself is stored as it should be."""
    bag = subject.name("stageflow.context", "OutputBag")
    count = bag.get_attempt_count
    missing: WeakKeyDictionary[Any, Counter[str]] = WeakKeyDictionary()

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        present = self.get_output(stage_name)
        entry = store(self, stage_name, output, allow_overwrite=allow_overwrite)
        left_out = missing.setdefault(self, Counter())
        left_out[stage_name] += present is not None and present.status.value == "retry"
        return dataclasses.replace(entry, attempt=entry.attempt - left_out[stage_name])

    @wraps(count)
    def get_attempt_count(self: Any, stage_name: str) -> Any:
        return count(self, stage_name) - missing.get(self, Counter())[stage_name]

    replace_writes(subject, planted)
    bag.get_attempt_count = get_attempt_count
