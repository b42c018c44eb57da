"""escape-cut-in-two: the reader that gives way refuses a text where its window ends within an escape."""

import json
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
        for held in made.metadata.values():
            if type(held) is str and len(written := json.dumps(held)[1:-1]) > WINDOW:
                json.loads(f'"{written[:WINDOW]}"')
        return made

    vars(subject.name("stageflow", "plus"))["load_snapshot_async"] = load_snapshot_async
