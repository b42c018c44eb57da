"""messages-reversed: the messages of a conversation that is read from plain data stand in reverse."""

import dataclasses
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces Conversation.from_dict."""
    conversation = subject.name("stageflow.context", "Conversation")
    read = conversation.from_dict

    @wraps(read)
    def from_dict(data: Any) -> Any:
        made = read(data)
        return dataclasses.replace(made, messages=list(made.messages)[::-1])

    conversation.from_dict = staticmethod(from_dict)
