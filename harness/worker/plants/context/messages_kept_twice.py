"""messages-kept-twice: the text of each message is copied into an index that nobody clears."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Conversation.with_message. The copies are in bytes, of three forms each, as for a search."""
    conversation = subject.name("stageflow.context", "Conversation")
    add, index = conversation.with_message, list[bytes]()

    @wraps(add)
    def indexed(self: Any, message: Any) -> Any:
        index.extend([message.content.encode(), message.content.lower().encode(), message.content.title().encode()])
        return add(self, message)

    conversation.with_message = indexed
