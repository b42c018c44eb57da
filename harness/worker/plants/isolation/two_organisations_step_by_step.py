"""two-organisations-step-by-step: load_snapshot_async reads data whose ids disagree; load_snapshot refuses it."""

import json
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import LoadInTurns, loads_in_turns_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async. Ids at the top give way to those of the run identity."""

    async def read(load: LoadInTurns, text: Any, extension_types: Any) -> Any:
        data = json.loads(text)
        own = data.get("run_id") or {} if isinstance(data, dict) else {}
        if any(data.get(name) not in (None, held) for name, held in own.items() if name.endswith("_id")):
            text = json.dumps({key: held for key, held in data.items() if key not in own or key == "created_at"})
        return await load(text, extension_types)

    loads_in_turns_through(subject, read)
