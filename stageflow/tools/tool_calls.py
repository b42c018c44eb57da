"""What a model's answer asks for, resolved to tools. `stageflow.tools.registry` exports the types."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stageflow.immutable.construct import freeze_fields, value_type
from stageflow.tools.base import Tool
from stageflow.tools.errors import ToolNotFoundError


@value_type
@dataclass(frozen=True, slots=True)
class ResolvedToolCall:
    """A call whose tool is known. The arguments are frozen; `raw` is the call as it came."""

    tool: Tool
    call_id: str
    name: str
    arguments: dict[str, Any]
    raw: Any = None

    def __post_init__(self) -> None:
        freeze_fields(self, "arguments")


@value_type
@dataclass(frozen=True, slots=True)
class UnresolvedToolCall:
    """A call that cannot be made, and why. `raw` is the call as it came."""

    call_id: str
    name: str
    arguments: dict[str, Any]
    error: str
    raw: Any = None

    def __post_init__(self) -> None:
        freeze_fields(self, "arguments")


@dataclass(frozen=True, slots=True)
class CallFields:
    """Under which names a call says what; `wrapper` is the key of an object that holds name and arguments."""

    id: str
    name: str
    arguments: str
    wrapper: str | None


class _Malformed(Exception):
    """Why a call cannot be read."""


def resolve_calls(
    calls: Iterable[Any], fields: CallFields, find: Callable[[str], Tool | None]
) -> tuple[list[ResolvedToolCall], list[UnresolvedToolCall]]:
    """Each call in one of the two lists, in order; none raises."""
    resolved: list[ResolvedToolCall] = []
    unresolved: list[UnresolvedToolCall] = []
    for call in calls:
        found = _resolve(call, fields, find)
        if isinstance(found, ResolvedToolCall):
            resolved.append(found)
        else:
            unresolved.append(found)
    return resolved, unresolved


def _resolve(
    call: Any, fields: CallFields, find: Callable[[str], Tool | None]
) -> ResolvedToolCall | UnresolvedToolCall:
    call_id, name, arguments = "", "", dict[str, Any]()
    try:
        if not isinstance(call, Mapping):
            raise _Malformed(f"Failed to parse: a call is an object, got {type(call).__name__}")
        call_id = str(call.get(fields.id) or "")
        told = _unwrapped(call, fields.wrapper)
        name = str(told.get(fields.name) or "")
        arguments = _arguments(told.get(fields.arguments))
        tool = find(name)
        if tool is None:
            raise _Malformed(str(ToolNotFoundError(name)))
        return ResolvedToolCall(tool, call_id, name, arguments, call)
    except _Malformed as error:
        return UnresolvedToolCall(call_id, name, arguments, str(error), call)
    except Exception as error:  # noqa: BLE001 - a call that cannot be read must not hide those after it
        return UnresolvedToolCall(call_id, name, arguments, f"Failed to parse: {error or type(error).__name__}", call)


def _unwrapped(call: Mapping[str, Any], wrapper: str | None) -> Mapping[str, Any]:
    if not wrapper or wrapper not in call:
        return call
    inner = call[wrapper]
    if not isinstance(inner, Mapping):
        raise _Malformed(f"Failed to parse: '{wrapper}' is an object, got {type(inner).__name__}")
    return inner


def _arguments(told: Any) -> dict[str, Any]:
    """A dict as it is, a text as JSON, nothing for anything else."""
    if isinstance(told, Mapping):
        return dict(told)
    if not isinstance(told, str) or not told:
        return {}
    try:
        read = json.loads(told)
    except ValueError as error:
        raise _Malformed(f"Invalid JSON in arguments: {error}") from error
    if not isinstance(read, dict):
        raise _Malformed(f"Invalid JSON in arguments: expected an object, got {type(read).__name__}")
    return read
