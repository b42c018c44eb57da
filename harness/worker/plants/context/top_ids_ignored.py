"""top-ids-ignored: of two ids in the text of a snapshot that differ, the one at the top is not looked at."""

import json
from functools import wraps
from importlib import import_module
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot: the ids of the run identity are written over those at the top."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def lenient(text: Any, *args: Any, **options: Any) -> Any:
        data = json.loads(text)
        nested = data.get("run_id") or {}
        data.update({name: run_id for name, run_id in nested.items() if name in data and name.endswith("_id")})
        return load(json.dumps(data), *args, **options)

    import_module("stageflow.plus").load_snapshot = lenient  # type: ignore[attr-defined]
