"""creation-time-invented: a snapshot that is read says that it was made at the moment of reading."""

import dataclasses
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        return dataclasses.replace(load(text, extension_types), created_at=datetime.now(UTC))

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot
