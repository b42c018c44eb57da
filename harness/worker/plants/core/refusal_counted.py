"""refusal-counted: an attempt is counted before it is known whether the write is refused."""

from collections import Counter
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write, write_sync and get_attempt_count, which counts refused writes too."""
    bag = subject.name("stageflow.context", "OutputBag")
    attempts: WeakKeyDictionary[Any, Counter[str]] = WeakKeyDictionary()

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        attempts.setdefault(self, Counter())[stage_name] += 1
        return store(self, stage_name, output, allow_overwrite=allow_overwrite)

    @wraps(bag.get_attempt_count)
    def get_attempt_count(self: Any, stage_name: str) -> int:
        return attempts.get(self, Counter())[stage_name]

    replace_writes(subject, planted)
    bag.get_attempt_count = get_attempt_count
