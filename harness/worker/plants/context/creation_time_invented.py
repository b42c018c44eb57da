"""creation-time-invented: a snapshot that is read says that it was made at the moment of reading."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import Load, loads_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""

    def read(load: Load, text: Any, extension_types: Any) -> Any:
        return dataclasses.replace(load(text, extension_types), created_at=datetime.now(UTC))

    loads_through(subject, read)
