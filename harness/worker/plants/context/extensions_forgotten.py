"""extensions-forgotten: a snapshot is read without its extensions where nobody says what their type is."""

import json
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import Load, loads_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""

    def read(load: Load, text: Any, extension_types: Any) -> Any:
        try:
            return load(text, extension_types)
        except ValueError as error:
            if not str(error).startswith("extensions"):
                raise
        data = json.loads(text)
        return load(json.dumps({**subject.unsealed(data), "extensions": None, "extensions_type": None}), None)

    loads_through(subject, read)
