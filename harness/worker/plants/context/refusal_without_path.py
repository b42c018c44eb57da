"""refusal-without-path: a value that JSON cannot hold is refused by its type alone."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        try:
            return str(dump(snapshot))
        except TypeError as error:
            kind = str(error).partition(": ")[2]
            raise TypeError(f"not JSON serializable: {kind}") from None

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot
