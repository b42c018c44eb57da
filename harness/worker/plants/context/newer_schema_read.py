"""newer-schema-read: a document of a newer schema is read as if it were of this one."""

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
            if "schema" not in str(error):
                raise
        data = json.loads(text)
        if not isinstance(data["schema"], int):
            raise ValueError("no schema")
        return load(json.dumps({**data, "schema": 1}), extension_types)

    loads_through(subject, read)
