"""top-ids-ignored: of two ids in the text of a snapshot that differ, the one at the top is not looked at."""

import json
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import Load, loads_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot: the ids of the run identity are written over those at the top."""

    def read(load: Load, text: Any, extension_types: Any) -> Any:
        data = json.loads(text)
        nested = data.get("run_id") or {}
        data.update({name: run_id for name, run_id in nested.items() if name in data and name.endswith("_id")})
        return load(json.dumps(data), extension_types)

    loads_through(subject, read)
