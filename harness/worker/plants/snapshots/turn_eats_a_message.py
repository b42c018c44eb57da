"""turn-eats-a-message: the reader that gives way loses each message after which it does so."""

import dataclasses
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import LoadInTurns, loads_in_turns_through

EVERY = 256


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""

    async def read(load: LoadInTurns, text: Any, extension_types: Any) -> Any:
        made = await load(text, extension_types)
        talk = made.conversation
        if talk is None or len(talk.messages) < EVERY:
            return made
        kept = [message for number, message in enumerate(talk.messages, 1) if number % EVERY]
        return made.with_conversation(dataclasses.replace(talk, messages=kept))

    loads_in_turns_through(subject, read)
