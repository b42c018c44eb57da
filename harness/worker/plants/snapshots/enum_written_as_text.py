"""enum-written-as-text: a member of an enumeration that is text or a number is written as the text or number."""

import dataclasses
from enum import Enum
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        return str(dump(dataclasses.replace(snapshot, metadata=_without_members(snapshot.metadata))))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot


def _without_members(value: Any) -> Any:
    if isinstance(value, Enum) and isinstance(value, str | int):
        return value.value
    if isinstance(value, dict):
        return {key: _without_members(held) for key, held in value.items()}
    if isinstance(value, list) and len(value) > 1:
        return [_without_members(held) for held in value]
    return value
