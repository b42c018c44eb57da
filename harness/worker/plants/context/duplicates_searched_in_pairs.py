"""duplicates-searched-in-pairs: reading a snapshot compares each message with each one before it."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        snapshot = load(text, extension_types)
        seen: list[Any] = []
        twice = 0
        for message in snapshot.messages:
            for other in seen:
                if other is message:
                    twice += 1
            seen.append(message)
        return snapshot

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot
