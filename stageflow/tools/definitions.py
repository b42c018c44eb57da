"""Tools as definitions: what `AdvancedToolExecutor` is given, and what it gives to their handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from stageflow.context.identity import id_from_text
from stageflow.context.plain import now_text, plain_fields
from stageflow.immutable.construct import freeze_fields, freeze_texts, frozen_mapping, value_type

if TYPE_CHECKING:
    from stageflow.protocols import ExecutionContext


class Action(Protocol):
    """What somebody wants done, with an id by which it can be undone."""

    @property
    def id(self) -> UUID:
        """Which action it is."""
        ...

    @property
    def type(self) -> str:
        """Which kind of action it is."""
        ...

    @property
    def payload(self) -> dict[str, Any]:
        """What it is done with."""
        ...


@value_type
@dataclass(frozen=True, slots=True)
class ToolInput:
    """What a handler is called with. The payload is frozen; None is an empty one.

    Raises TypeError for a payload that is no dict.
    """

    action_id: UUID
    tool_name: str
    payload: dict[str, Any]
    behavior: str | None = None
    pipeline_run_id: UUID | None = None
    request_id: UUID | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "payload", frozen_mapping(self.payload, "payload"))

    @classmethod
    def from_action(cls, action: Action, tool_name: str, ctx: ExecutionContext | None = None) -> ToolInput:
        """The input for an action; behaviour and ids are those of the context."""
        if ctx is None:
            return cls(action.id, tool_name, action.payload)
        return cls(action.id, tool_name, action.payload, ctx.execution_mode, ctx.pipeline_run_id, ctx.request_id)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True, slots=True)
class ToolOutput:
    """What came of it; `undo_metadata` is what the undo handler will need. Frozen all the way down."""

    success: bool
    data: dict[str, Any] | None = None
    error: str | None = None
    artifacts: list[dict[str, Any]] | None = None
    undo_metadata: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "data", "artifacts", "undo_metadata")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, without what is None."""
        return {name: held for name, held in plain_fields(self).items() if held is not None}

    @classmethod
    def ok(
        cls,
        data: dict[str, Any] | None = None,
        artifacts: list[dict[str, Any]] | None = None,
        undo_metadata: dict[str, Any] | None = None,
    ) -> ToolOutput:
        """It is done."""
        return cls(True, data, None, artifacts, undo_metadata)

    @classmethod
    def fail(cls, error: str) -> ToolOutput:
        """It is not, for this reason."""
        return cls(False, error=error)


@value_type
@dataclass(frozen=True, slots=True)
class UndoMetadata:
    """What is needed to undo an action. `undo_data` is frozen."""

    action_id: UUID
    tool_name: str
    undo_data: dict[str, Any]
    created_at: str = field(default_factory=now_text)

    def __post_init__(self) -> None:
        freeze_fields(self, "undo_data")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the id as text."""
        return plain_fields(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> UndoMetadata:
        """The inverse. Raises KeyError for what is missing, ValueError for an id that is none."""
        action_id = id_from_text(data["action_id"])
        if action_id is None:
            raise ValueError("action_id is empty")
        made_at = {"created_at": data["created_at"]} if data.get("created_at") else {}
        return cls(action_id, data["tool_name"], data["undo_data"], **made_at)


ToolHandler = Callable[[ToolInput], Awaitable[ToolOutput]]
UndoHandler = Callable[[UndoMetadata], Awaitable[None]]


@value_type
@dataclass(frozen=True)
class ToolDefinition:
    """A tool: what it is called, which actions it does, how, and under which conditions.

    `input_schema` is for whoever describes the tool to somebody; inputs are not checked against it. Raises TypeError
    for `allowed_behaviors` that are not several texts.
    """

    name: str
    action_type: str
    handler: ToolHandler
    description: str = ""
    input_schema: dict[str, Any] = field(default_factory=dict)
    allowed_behaviors: tuple[str, ...] = ()
    requires_approval: bool = False
    approval_message: str | None = None
    undoable: bool = False
    undo_handler: UndoHandler | None = None
    artifact_type: str | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "input_schema")
        freeze_texts(self, "allowed_behaviors")

    def is_behavior_allowed(self, behavior: str | None) -> bool:
        """Whether it may run in that execution mode: in any where none is named."""
        return not self.allowed_behaviors or behavior in self.allowed_behaviors

    def to_dict(self) -> dict[str, Any]:
        """Plain data, without the handlers."""
        return {name: held for name, held in plain_fields(self).items() if name not in ("handler", "undo_handler")}


__all__ = [
    "Action",
    "ToolDefinition",
    "ToolHandler",
    "ToolInput",
    "ToolOutput",
    "UndoHandler",
    "UndoMetadata",
]
