"""summed-up-in-one-turn: the reader that gives way looks at the checksum of the whole text in one turn."""

from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import LoadInTurns, loads_in_turns_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""
    at_once = subject.name("stageflow.plus", "load_snapshot")

    async def read(load: LoadInTurns, text: Any, extension_types: Any) -> Any:
        made = await load(text, extension_types)
        at_once(text, extension_types)
        return made

    loads_in_turns_through(subject, read)
