"""long-text-in-reverse: the pieces of a text of more than 16,384 characters are written from the last to the first."""

import dataclasses
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

PIECE = 16_384


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        return str(dump(dataclasses.replace(snapshot, metadata=_reversed(snapshot.metadata))))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot


def _reversed(value: Any) -> Any:
    if type(value) is str and len(value) > PIECE:
        return "".join(value[start : start + PIECE] for start in reversed(range(0, len(value), PIECE)))
    if isinstance(value, dict):
        return {key: _reversed(held) for key, held in value.items()}
    if isinstance(value, list) and len(value) > 1:
        return [_reversed(held) for held in value]
    return value
