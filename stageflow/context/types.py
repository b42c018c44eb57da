"""Messages and routing decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from stageflow.immutable.construct import freeze_fields, value_type


@value_type
@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation. The metadata is frozen."""

    role: str
    content: str
    timestamp: datetime | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self, "metadata")


@value_type
@dataclass(frozen=True, slots=True)
class RoutingDecision:
    """Which agent and pipeline a request was sent to, and why."""

    agent_id: str
    pipeline_name: str
    topology: str
    reason: str | None = None
