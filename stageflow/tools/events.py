"""What is told of tools at work. `kind` of each class is the type under which it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from stageflow.context.plain import now_text, plain_fields
from stageflow.immutable.construct import freeze_fields, freeze_texts, value_type


@value_type
@dataclass(frozen=True)
class ToolEventBase:
    """Which tool, for which action, in which run, when."""

    kind: ClassVar[str] = "tool"
    tool_name: str
    action_id: UUID
    pipeline_run_id: UUID | None = None
    request_id: UUID | None = None
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: all fields, ids as text."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True)
class ToolInvokedEvent(ToolEventBase):
    """Somebody asked for it."""

    kind: ClassVar[str] = "tool.invoked"
    payload_summary: dict[str, Any] = field(default_factory=dict)
    behavior: str | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "payload_summary")


@value_type
@dataclass(frozen=True)
class ToolStartedEvent(ToolEventBase):
    """Its handler is called."""

    kind: ClassVar[str] = "tool.started"


@value_type
@dataclass(frozen=True)
class ToolCompletedEvent(ToolEventBase):
    """Its handler gave an output."""

    kind: ClassVar[str] = "tool.completed"
    duration_ms: float = 0.0
    output_summary: dict[str, Any] = field(default_factory=dict)
    artifacts_count: int = 0

    def __post_init__(self) -> None:
        freeze_fields(self, "output_summary")


@value_type
@dataclass(frozen=True)
class ToolFailedEvent(ToolEventBase):
    """Its handler raised."""

    kind: ClassVar[str] = "tool.failed"
    duration_ms: float = 0.0
    error_code: str = "execution_error"
    error_message: str = ""


@value_type
@dataclass(frozen=True)
class ToolDeniedEvent(ToolEventBase):
    """It was not allowed."""

    kind: ClassVar[str] = "tool.denied"
    reason: str = ""
    behavior: str | None = None
    allowed_behaviors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        freeze_texts(self, "allowed_behaviors")


@value_type
@dataclass(frozen=True)
class ToolUndoneEvent(ToolEventBase):
    """What it did is undone."""

    kind: ClassVar[str] = "tool.undone"
    duration_ms: float = 0.0
    original_action_timestamp: str | None = None


@value_type
@dataclass(frozen=True)
class ToolUndoFailedEvent(ToolEventBase):
    """What it did could not be undone."""

    kind: ClassVar[str] = "tool.undo_failed"
    error_message: str = ""
    reason: str = ""


@value_type
@dataclass(frozen=True)
class ApprovalRequestedEvent:
    """Somebody has to say yes or no; `request_id` is that of the question."""

    kind: ClassVar[str] = "approval.requested"
    request_id: UUID
    tool_name: str
    action_id: UUID
    pipeline_run_id: UUID | None = None
    approval_message: str = ""
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: all fields, ids as text."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True)
class ApprovalDecidedEvent:
    """Somebody said yes ("approved") or no ("denied"); `request_id` is that of the question."""

    kind: ClassVar[str] = "approval.decided"
    request_id: UUID
    tool_name: str
    action_id: UUID
    decision: str
    decided_by: UUID | None = None
    pipeline_run_id: UUID | None = None
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: all fields, ids as text."""
        return plain_fields(self)


__all__ = [
    "ApprovalDecidedEvent",
    "ApprovalRequestedEvent",
    "ToolCompletedEvent",
    "ToolDeniedEvent",
    "ToolEventBase",
    "ToolFailedEvent",
    "ToolInvokedEvent",
    "ToolStartedEvent",
    "ToolUndoFailedEvent",
    "ToolUndoneEvent",
]
