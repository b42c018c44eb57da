"""turn-eats-a-message: the reader that gives way loses each message after which it does so."""

import dataclasses
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

EVERY = 256


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot_async."""
    step_by_step = subject.name("stageflow.plus", "load_snapshot_async")

    @wraps(step_by_step)
    async def load_snapshot_async(text: Any, extension_types: Any = None) -> Any:
        made = await step_by_step(text, extension_types)
        talk = made.conversation
        if talk is None or len(talk.messages) < EVERY:
            return made
        kept = [message for number, message in enumerate(talk.messages, 1) if number % EVERY]
        return made.with_conversation(dataclasses.replace(talk, messages=kept))

    vars(subject.name("stageflow", "plus"))["load_snapshot_async"] = load_snapshot_async
