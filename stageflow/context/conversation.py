"""The messages of a conversation and the routing decision taken on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from stageflow.context.types import Message, RoutingDecision
from stageflow.immutable.construct import freeze_fields, value_type
from stageflow.immutable.freeze import thaw


def message_to_dict(message: Message) -> dict[str, Any]:
    """A message as plain data."""
    return {
        "role": message.role,
        "content": message.content,
        "timestamp": message.timestamp.isoformat() if message.timestamp else None,
        "metadata": thaw(message.metadata),
    }


def message_from_dict(data: dict[str, Any]) -> Message:
    """The inverse. Raises KeyError when role or content is missing."""
    timestamp = data.get("timestamp")
    return Message(
        data["role"],
        data["content"],
        datetime.fromisoformat(timestamp) if timestamp else None,
        data.get("metadata") or {},
    )


def routing_to_dict(decision: RoutingDecision | None) -> dict[str, Any] | None:
    """A routing decision as plain data."""
    if decision is None:
        return None
    return {
        "agent_id": decision.agent_id,
        "pipeline_name": decision.pipeline_name,
        "topology": decision.topology,
        "reason": decision.reason,
    }


def routing_from_dict(data: dict[str, Any] | None) -> RoutingDecision | None:
    """The inverse; a missing or empty dict gives None."""
    if not data:
        return None
    return RoutingDecision(data["agent_id"], data["pipeline_name"], data["topology"], data.get("reason"))


@value_type
@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages in order. The list is frozen."""

    messages: list[Message] = field(default_factory=list)
    routing_decision: RoutingDecision | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "messages")

    def _last(self, role: str) -> Message | None:
        return next((message for message in reversed(self.messages) if message.role == role), None)

    @property
    def last_user_message(self) -> Message | None:
        """The last message of role "user"."""
        return self._last("user")

    @property
    def last_assistant_message(self) -> Message | None:
        """The last message of role "assistant"."""
        return self._last("assistant")

    @property
    def message_count(self) -> int:
        """How many messages there are."""
        return len(self.messages)

    def with_message(self, message: Message) -> Conversation:
        """A conversation with one message more and the same routing decision."""
        return Conversation([*self.messages, message], self.routing_decision)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the caller's own."""
        return {
            "messages": [message_to_dict(message) for message in self.messages],
            "routing_decision": routing_to_dict(self.routing_decision),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Conversation:
        """The inverse. Raises KeyError when a message lacks role or content."""
        messages = [message_from_dict(message) for message in data.get("messages") or []]
        return cls(messages, routing_from_dict(data.get("routing_decision")))
