"""keys-searched-in-pairs: writing a snapshot compares each key with each one before it."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        seen: list[str] = []
        for key in snapshot.metadata:
            for other in seen:
                if other == key:
                    raise ValueError(f"{key} stands there twice")
            seen.append(key)
        return str(dump(snapshot))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot
