"""pair-cut-in-two: the reader that gives way reads a pair of escapes as two halves where its window ends in between."""

import dataclasses
import json
import re
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

WINDOW = 16_384


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""
    step_by_step = subject.name("stageflow.plus", "load_snapshot_async")

    @wraps(step_by_step)
    async def load_snapshot_async(text: Any, extension_types: Any = None) -> Any:
        made = await step_by_step(text, extension_types)
        read = {key: _cut(held) if type(held) is str else held for key, held in made.metadata.items()}
        return dataclasses.replace(made, metadata=read)

    vars(subject.name("stageflow", "plus"))["load_snapshot_async"] = load_snapshot_async


def _cut(text: str) -> str:
    written = json.dumps(text)[1:-1]
    before = written[:WINDOW]
    if len(written) <= WINDOW or not re.search(r"(?<!\\)\\ud[89ab]..$", before):
        return text
    return str(json.loads(f'"{before}"')) + str(json.loads(f'"{written[WINDOW:]}"'))
