"""metadata-of-the-last: all messages of a conversation that is written are given the metadata of the last one."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Conversation.to_dict: one dictionary is filled again for each message, and shared by all."""
    conversation = subject.name("stageflow.context", "Conversation")
    write = conversation.to_dict

    @wraps(write)
    def to_dict(self: Any) -> Any:
        data = write(self)
        shared: dict[str, Any] = {}
        for message in data["messages"]:
            shared.clear()
            shared.update(message["metadata"])
            message["metadata"] = shared
        return data

    conversation.to_dict = to_dict
