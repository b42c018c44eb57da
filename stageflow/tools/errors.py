"""Why a tool did not do what was asked. `to_dict` gives each as plain data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from stageflow.context.identity import id_text
from stageflow.immutable.construct import texts


class ToolError(Exception):
    """The base of these errors."""

    def __init__(self, message: str, tool: str | None = None) -> None:
        super().__init__(message)
        self.tool = tool

    def to_dict(self) -> dict[str, Any]:
        """The class, the message, the tool, and what the class knows besides."""
        return {"error_type": type(self).__name__, "message": str(self), "tool": self.tool, **self._more()}

    def _more(self) -> dict[str, Any]:
        return {}


class ToolNotFoundError(ToolError):
    """Nobody does actions of that type."""

    def __init__(self, action_type: str) -> None:
        super().__init__(f"No tool registered for action type '{action_type}'", action_type)
        self.action_type = action_type

    def _more(self) -> dict[str, Any]:
        return {"action_type": self.action_type}


class ToolDeniedError(ToolError):
    """The tool may not run in that execution mode."""

    def __init__(self, tool: str, behavior: str | None, allowed_behaviors: tuple[str, ...]) -> None:
        names = texts(allowed_behaviors, "allowed_behaviors")
        allowed = ", ".join(names) or "none"
        super().__init__(f"Tool '{tool}' may not run with behavior '{behavior}'; allowed: {allowed}", tool)
        self.behavior = behavior
        self.allowed_behaviors = names

    def _more(self) -> dict[str, Any]:
        return {"behavior": self.behavior, "allowed_behaviors": list(self.allowed_behaviors)}


class ToolApprovalDeniedError(ToolError):
    """Whoever was asked said no, or took the question back."""

    def __init__(self, tool: str, request_id: UUID | None = None, reason: str = "user_denied") -> None:
        super().__init__(f"Tool '{tool}' was not approved: {reason}", tool)
        self.request_id = request_id
        self.reason = reason

    def _more(self) -> dict[str, Any]:
        return {"request_id": id_text(self.request_id), "reason": self.reason}


class ToolApprovalTimeoutError(ToolApprovalDeniedError):
    """Nobody answered in time."""

    def __init__(self, tool: str, request_id: UUID | None = None, timeout_seconds: float = 0) -> None:
        super().__init__(tool, request_id, "timeout")
        self.timeout_seconds = timeout_seconds

    def _more(self) -> dict[str, Any]:
        return {**super()._more(), "timeout_seconds": self.timeout_seconds}


class ToolUndoError(ToolError):
    """An action could not be undone; what is needed to try again is kept."""

    def __init__(self, tool: str, action_id: UUID, reason: str) -> None:
        super().__init__(f"Action {action_id} of tool '{tool}' could not be undone: {reason}", tool)
        self.action_id = action_id
        self.reason = reason

    def _more(self) -> dict[str, Any]:
        return {"action_id": id_text(self.action_id), "reason": self.reason}


class ToolExecutionError(ToolError):
    """The tool's handler raised `cause`."""

    def __init__(self, tool: str, action_id: UUID | None = None, cause: Exception | None = None) -> None:
        why = "" if cause is None else f": {cause or type(cause).__name__}"
        super().__init__(f"Tool '{tool}' failed{why}", tool)
        self.action_id = action_id
        self.cause = cause

    def _more(self) -> dict[str, Any]:
        cause = None if self.cause is None else str(self.cause)
        return {"action_id": id_text(self.action_id), "cause": cause}


__all__ = [
    "ToolApprovalDeniedError",
    "ToolApprovalTimeoutError",
    "ToolDeniedError",
    "ToolError",
    "ToolExecutionError",
    "ToolNotFoundError",
    "ToolUndoError",
]
