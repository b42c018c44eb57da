"""newer-schema-read: a document of a newer schema is read as if it were of this one."""

import json
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        try:
            return load(text, extension_types)
        except ValueError as error:
            if "schema" not in str(error):
                raise
        data = json.loads(text)
        if not isinstance(data["schema"], int):
            raise ValueError("no schema")
        return load(json.dumps({**data, "schema": 1}), extension_types)

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot
