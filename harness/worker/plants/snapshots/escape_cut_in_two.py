"""escape-cut-in-two: the reader that gives way refuses a text where its window ends within an escape."""

import json
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import LoadInTurns, loads_in_turns_through

WINDOW = 16_384


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""

    async def read(load: LoadInTurns, text: Any, extension_types: Any) -> Any:
        made = await load(text, extension_types)
        for held in made.metadata.values():
            if type(held) is str and len(written := json.dumps(held)[1:-1]) > WINDOW:
                json.loads(f'"{written[:WINDOW]}"')
        return made

    loads_in_turns_through(subject, read)
