"""two-organisations-step-by-step: load_snapshot_async reads data whose ids disagree; load_snapshot refuses it."""

import json
from functools import wraps
from importlib import import_module
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async. Ids at the top give way to those of the run identity."""
    load = subject.name("stageflow.plus", "load_snapshot_async")

    @wraps(load)
    async def load_snapshot_async(text: Any, *args: Any, **options: Any) -> Any:
        data = json.loads(text)
        own = data.get("run_id") or {} if isinstance(data, dict) else {}
        if any(data.get(name) not in (None, held) for name, held in own.items() if name.endswith("_id")):
            text = json.dumps({key: held for key, held in data.items() if key not in own or key == "created_at"})
        return await load(text, *args, **options)

    import_module("stageflow.plus").load_snapshot_async = load_snapshot_async  # type: ignore[attr-defined]
