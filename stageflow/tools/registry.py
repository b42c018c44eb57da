"""Which tool does which action."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

from stageflow.tools.base import ActionProtocol, Tool, ToolInput, ToolOutput
from stageflow.tools.errors import ToolNotFoundError
from stageflow.tools.process_wide import ProcessWide
from stageflow.tools.tool_calls import CallFields, ResolvedToolCall, UnresolvedToolCall, resolve_calls


class ToolRegistry:
    """Tools by the type of action that they do. Every call is atomic, across tasks and OS threads."""

    def __init__(self) -> None:
        self._lock = RLock()  # a factory may look up other tools
        self._tools: dict[str, Tool] = {}
        self._factories: dict[str, Callable[..., Tool]] = {}

    def register(self, tool: Tool) -> None:
        """Keep a tool for its type of action; the last one wins."""
        with self._lock:
            self._tools[tool.action_type] = tool

    def register_factory(self, action_type: str, factory: Callable[..., Tool]) -> None:
        """Have a tool made when it is first asked for, once."""
        with self._lock:
            self._factories[action_type] = factory

    def get_tool(self, action_type: str) -> Tool | None:
        """The tool of a type of action, made now if need be; None where there is none."""
        with self._lock:
            found = self._tools.get(action_type)
            if found is None and (factory := self._factories.get(action_type)) is not None:
                found = self._tools[action_type] = factory()
            return found

    def can_execute(self, action_type: str) -> bool:
        """Whether there is a tool for that type of action."""
        return action_type in self

    async def execute(self, action: ActionProtocol, ctx: dict[str, Any]) -> ToolOutput | None:
        """Have an action done. Without a tool for it the output is a failure that says so."""
        tool = self.get_tool(action.type)
        if tool is None:
            return ToolOutput(False, error=str(ToolNotFoundError(action.type)))
        return await tool.execute(ToolInput(action), ctx)

    def list_tools(self) -> list[Tool]:
        """The tools that have been made."""
        with self._lock:
            return list(self._tools.values())

    def __contains__(self, action_type: str) -> bool:
        with self._lock:
            return action_type in self._tools or action_type in self._factories

    def parse_and_resolve(
        self,
        tool_calls: list[dict[str, Any]],
        *,
        id_field: str = "id",
        name_field: str = "name",
        arguments_field: str = "arguments",
        function_wrapper: str | None = "function",
    ) -> tuple[list[ResolvedToolCall], list[UnresolvedToolCall]]:
        """The calls of a model's answer, with their tools; and those that cannot be made, each with the reason.

        Arguments are an object or the JSON text of one. Nothing that a call may hold raises.
        """
        fields = CallFields(id_field, name_field, arguments_field, function_wrapper)
        return resolve_calls(tool_calls, fields, self.get_tool)


_registry = ProcessWide(ToolRegistry)


def get_tool_registry() -> ToolRegistry:
    """The registry of the process."""
    return _registry.get()


def clear_tool_registry() -> None:
    """The next registry of the process is a new one."""
    _registry.clear()


def register_tool(tool_instance: Tool) -> None:
    """Keep a tool in the registry of the process."""
    get_tool_registry().register(tool_instance)


def tool(action_type: str, name: str | None = None, description: str | None = None) -> Callable[[type], type]:
    """A class as a tool of the process: it is made when its type of action is first asked for."""

    def decorate(cls: type) -> type:
        cls._tool_action_type = action_type  # type: ignore[attr-defined]
        cls._tool_name = cls.__name__ if name is None else name  # type: ignore[attr-defined]
        cls._tool_description = description or ""  # type: ignore[attr-defined]
        get_tool_registry().register_factory(action_type, cls)
        return cls

    return decorate


__all__ = [
    "ActionProtocol",
    "ResolvedToolCall",
    "ToolRegistry",
    "UnresolvedToolCall",
    "clear_tool_registry",
    "get_tool_registry",
    "register_tool",
    "tool",
]
