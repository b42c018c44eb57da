"""messages-by-time: messages are sorted by their time when a conversation is read again."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Conversation.from_dict; those without a time come first."""
    cls = subject.name("stageflow.context", "Conversation")
    read = cls.from_dict.__func__

    @wraps(read)
    def from_dict(cls: Any, data: dict[str, Any], *args: Any, **options: Any) -> Any:
        messages = sorted(data.get("messages") or [], key=lambda message: message.get("timestamp") or "")
        return read(cls, {**data, "messages": messages}, *args, **options)

    cls.from_dict = classmethod(from_dict)
