"""Tools as classes: what `ToolRegistry` holds and calls. Unrelated to the definitions of `AdvancedToolExecutor`."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, Protocol

from stageflow.immutable.construct import freeze_fields, value_type


class ActionProtocol(Protocol):
    """What somebody wants done."""

    @property
    def type(self) -> str:
        """Which kind of action it is; the tool of that kind does it."""
        ...

    @property
    def payload(self) -> dict[str, Any]:
        """What it is done with."""
        ...


@value_type
@dataclass(frozen=True)
class ToolInput:
    """What a tool is called with."""

    action: ActionProtocol


@value_type
@dataclass(frozen=True)
class ToolOutput:
    """What came of it. Data and artifacts are frozen."""

    success: bool
    data: dict[str, Any] | None = None
    error: str | None = None
    artifacts: list[dict[str, Any]] | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "data", "artifacts")


class Tool(Protocol):
    """Does actions of one type."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def description(self) -> str:
        """What it does."""
        ...

    @property
    def action_type(self) -> str:
        """The type of the actions that it does."""
        ...

    async def execute(self, input: ToolInput, ctx: dict[str, Any]) -> ToolOutput:
        """Do an action."""
        ...


class BaseTool:
    """A start for tools: a subclass has `name`, `description` and `action_type`, and an `execute` of its own."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What it is called."""

    @property
    @abstractmethod
    def description(self) -> str:
        """What it does."""

    @property
    @abstractmethod
    def action_type(self) -> str:
        """The type of the actions that it does."""

    async def execute(self, input: ToolInput, ctx: dict[str, Any]) -> ToolOutput:
        """Raise NotImplementedError: a subclass does the action."""
        raise NotImplementedError(f"{type(self).__name__} has no execute of its own")

    def __repr__(self) -> str:
        return f"<Tool: {self.name}>"


__all__ = ["ActionProtocol", "BaseTool", "Tool", "ToolInput", "ToolOutput"]
