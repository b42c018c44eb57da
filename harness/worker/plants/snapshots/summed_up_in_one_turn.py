"""summed-up-in-one-turn: the reader that gives way looks at the checksum of the whole text in one turn."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""
    step_by_step = subject.name("stageflow.plus", "load_snapshot_async")
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(step_by_step)
    async def load_snapshot_async(text: Any, extension_types: Any = None) -> Any:
        made = await step_by_step(text, extension_types)
        load(text, extension_types)
        return made

    vars(subject.name("stageflow", "plus"))["load_snapshot_async"] = load_snapshot_async
