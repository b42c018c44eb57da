"""uncounted-attempt: every seventh overwrite of a bag leaves the count of attempts as it is."""

import dataclasses
from collections import Counter
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes

EVERY = 7


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write, write_sync and get_attempt_count. The output itself is stored as it should be."""
    bag = subject.name("stageflow.context", "OutputBag")
    count = bag.get_attempt_count
    overwrites: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
    missing: WeakKeyDictionary[Any, Counter[str]] = WeakKeyDictionary()

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        entry = store(self, stage_name, output, allow_overwrite=allow_overwrite)
        left_out = missing.setdefault(self, Counter())
        if entry.attempt > 1:
            overwrites[self] = overwrites.get(self, 0) + 1
            left_out[stage_name] += overwrites[self] % EVERY == 0
        return dataclasses.replace(entry, attempt=entry.attempt - left_out[stage_name])

    @wraps(count)
    def get_attempt_count(self: Any, stage_name: str) -> Any:
        return count(self, stage_name) - missing.get(self, Counter())[stage_name]

    replace_writes(subject, planted)
    bag.get_attempt_count = get_attempt_count
