"""long-text-cut: text of more than 16,000 characters is cut when a snapshot is written as JSON."""

import json
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

CHARS_MAX = 16_000


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        return json.dumps(_cut(json.loads(dump(snapshot))))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_cut(held) for held in value]
    return value[:CHARS_MAX] if isinstance(value, str) else value
