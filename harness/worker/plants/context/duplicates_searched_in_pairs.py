"""duplicates-searched-in-pairs: reading a snapshot compares each message with each one before it."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import Load, loads_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""

    def read(load: Load, text: Any, extension_types: Any) -> Any:
        snapshot = load(text, extension_types)
        seen: list[Any] = []
        twice = 0
        for message in snapshot.messages:
            for other in seen:
                if other is message:
                    twice += 1
            seen.append(message)
        return snapshot

    loads_through(subject, read)
