"""tuple-written-as-list: a snapshot whose metadata hold a tuple is written as JSON with a list in its place."""

import dataclasses
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        return str(dump(dataclasses.replace(snapshot, metadata=_without_tuples(snapshot.metadata))))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot


def _without_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_tuples(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_without_tuples(held) for held in value]
    if isinstance(value, list) and len(value) > 1:
        return [_without_tuples(held) for held in value]
    return value
