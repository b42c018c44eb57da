"""routing-reason-lost: a conversation that is read from plain data has no reason of its routing decision."""

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
        decision = made.routing_decision
        if decision is None:
            return made
        return dataclasses.replace(made, routing_decision=dataclasses.replace(decision, reason=None))

    conversation.from_dict = staticmethod(from_dict)
