"""pair-cut-in-two: the reader that gives way reads a pair of escapes as two halves where its window ends in between."""

import dataclasses
import json
import re
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import LoadInTurns, loads_in_turns_through

WINDOW = 16_384


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""

    async def read(load: LoadInTurns, text: Any, extension_types: Any) -> Any:
        made = await load(text, extension_types)
        read = {key: _cut(held) if type(held) is str else held for key, held in made.metadata.items()}
        return dataclasses.replace(made, metadata=read)

    loads_in_turns_through(subject, read)


def _cut(text: str) -> str:
    written = json.dumps(text)[1:-1]
    before = written[:WINDOW]
    if len(written) <= WINDOW or not re.search(r"(?<!\\)\\ud[89ab]..$", before):
        return text
    return str(json.loads(f'"{before}"')) + str(json.loads(f'"{written[WINDOW:]}"'))
