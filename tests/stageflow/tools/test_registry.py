"""Which tool does which action, and what a model's answer is resolved to (section 14.5 of the specification)."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow.tools import (
    BaseTool,
    ToolNotFoundError,
    ToolRegistry,
    base,
    clear_tool_registry,
    get_tool_registry,
    register_tool,
    tool,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@dataclass
class Act:
    type: str = "note"
    payload: dict[str, Any] = field(default_factory=dict)


class Noter(BaseTool):
    name, description, action_type = "noter", "Notes.", "note"

    async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
        return base.ToolOutput(True, {"type": input.action.type, **ctx})


@pytest.fixture(autouse=True)
def registry_of_its_own() -> Iterator[None]:
    clear_tool_registry()
    yield
    clear_tool_registry()


def test_a_tool_is_found_by_its_type_of_action_and_the_last_one_wins() -> None:
    registry = ToolRegistry()
    assert registry.list_tools() == [] and registry.get_tool("note") is None
    first, second = Noter(), Noter()
    registry.register(first)
    registry.register(second)
    assert registry.get_tool("note") is second
    assert registry.list_tools() == [second]
    assert "note" in registry and registry.can_execute("note") and not registry.can_execute("other")


def test_a_factory_is_called_once_and_not_before_it_is_needed() -> None:
    registry, made = ToolRegistry(), list[Noter]()

    def factory() -> Noter:
        made.append(Noter())
        return made[-1]

    registry.register_factory("note", factory)
    assert (made, registry.list_tools(), "note" in registry, registry.can_execute("note")) == ([], [], True, True)
    assert registry.get_tool("note") is registry.get_tool("note") is made[0]
    assert len(made) == 1 and registry._tools == {"note": made[0]}
    own = Noter()
    registry.register(own)
    assert registry.get_tool("note") is own


def test_threads_that_ask_at_once_get_one_tool() -> None:
    registry, made, barrier = ToolRegistry(), list[Noter](), threading.Barrier(8)

    def factory() -> Noter:
        made.append(Noter())
        return made[-1]

    def ask() -> None:
        barrier.wait()
        registry.get_tool("note")

    registry.register_factory("note", factory)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_an_action_is_done_or_its_failure_says_that_nobody_does_it() -> None:
    registry = ToolRegistry()
    output = asyncio.run(registry.execute(Act(), {"a": 1}))
    assert output is not None and not output.success
    assert output.error == str(ToolNotFoundError("note")) == "No tool registered for action type 'note'"
    registry.register(Noter())
    output = asyncio.run(registry.execute(Act(), {"a": 1}))
    assert output is not None and output.data == {"type": "note", "a": 1}


def test_the_registry_of_the_process_is_one_until_it_is_cleared() -> None:
    first = get_tool_registry()
    own = Noter()
    assert register_tool(own) is None  # type: ignore[func-returns-value]
    assert first is get_tool_registry() and first.get_tool("note") is own
    clear_tool_registry()
    assert get_tool_registry() is not first
    assert "note" not in get_tool_registry()


def test_a_class_becomes_a_tool_by_a_decorator() -> None:
    class Own(Noter):
        pass

    assert tool("own", "mine", "What it does.")(Own) is Own
    assert (Own._tool_action_type, Own._tool_name, Own._tool_description) == ("own", "mine", "What it does.")  # type: ignore[attr-defined]
    assert get_tool_registry().list_tools() == []
    assert isinstance(get_tool_registry().get_tool("own"), Own)

    @tool("bare")
    class Bare(Noter):
        pass

    assert (Bare._tool_name, Bare._tool_description) == ("Bare", "")  # type: ignore[attr-defined]


@pytest.fixture
def registry() -> ToolRegistry:
    made = ToolRegistry()
    made.register(Noter())
    return made


def test_calls_are_resolved_in_order_and_keep_what_they_were(registry: ToolRegistry) -> None:
    wrapped = {"id": "c1", "function": {"name": "note", "arguments": '{"a": 1}'}}
    flat = {"id": 2, "name": "note", "arguments": {"b": [2]}}
    none = {"name": "note"}
    resolved, unresolved = registry.parse_and_resolve([wrapped, flat, none])
    assert unresolved == []
    assert [(c.call_id, c.name, c.arguments) for c in resolved] == [
        ("c1", "note", {"a": 1}),
        ("2", "note", {"b": [2]}),
        ("", "note", {}),
    ]
    assert resolved[0].raw is wrapped and isinstance(resolved[0].tool, Noter)
    flat["arguments"]["b"].append(3)  # type: ignore[index]
    assert resolved[1].arguments == {"b": [2]}


def test_the_names_of_the_fields_can_be_others(registry: ToolRegistry) -> None:
    call = {"key": "k", "tool": "note", "input": {"a": 1}, "function": {"name": "other"}}
    resolved, _ = registry.parse_and_resolve(
        [call], id_field="key", name_field="tool", arguments_field="input", function_wrapper=None
    )
    assert [(c.call_id, c.arguments) for c in resolved] == [("k", {"a": 1})]


@pytest.mark.parametrize(
    ("call", "error", "arguments"),
    [
        ({"id": "1", "name": "other", "arguments": '{"a": 1}'}, "No tool registered", {"a": 1}),
        ({"id": "1", "name": "note", "arguments": "{"}, "Invalid JSON", {}),
        ({"id": "1", "name": "note", "arguments": "[1]"}, "Invalid JSON", {}),
        ({"id": "1", "name": "note", "arguments": '"x"'}, "Invalid JSON", {}),
        ({"id": "1", "function": "note"}, "Failed to parse", {}),
        ({"id": "1"}, "No tool registered", {}),
    ],
    ids=["unknown", "no-json", "a-list", "a-text", "wrapper", "no-name"],
)
def test_a_call_that_cannot_be_made_says_why(
    registry: ToolRegistry, call: dict[str, Any], error: str, arguments: dict[str, Any]
) -> None:
    """D-35."""
    good = {"id": "2", "name": "note", "arguments": ""}
    resolved, (found,) = registry.parse_and_resolve([call, good])
    assert error in found.error
    assert (found.call_id, found.arguments, found.raw) == ("1", arguments, call)
    assert [c.call_id for c in resolved] == ["2"]


@pytest.mark.parametrize("call", [None, 7, "note", ["note"]], ids=["none", "number", "text", "list"])
def test_what_is_no_call_hides_none_behind_it(registry: ToolRegistry, call: Any) -> None:
    """D-35."""
    resolved, (found,) = registry.parse_and_resolve([call, {"name": "note"}])
    assert "Failed to parse" in found.error and found.raw == call
    assert len(resolved) == 1


@given(st.lists(JSON | st.fixed_dictionaries({"name": st.just("note"), "arguments": JSON | JSON.map(json.dumps)})))
def test_nothing_that_a_call_may_hold_raises_or_is_lost(calls: list[Any]) -> None:
    made = ToolRegistry()
    made.register(Noter())
    resolved, unresolved = made.parse_and_resolve(calls)
    assert len(resolved) + len(unresolved) == len(calls)
    found: list[Any] = [*resolved, *unresolved]
    assert all(isinstance(call.arguments, dict) for call in found)
