"""Definitions, errors, events and adapters of `stageflow.tools` (sections 14.1 to 14.4 and 14.10)."""

import asyncio
import copy
import logging
import pickle
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow import tools
from stageflow.protocols import ExecutionContext
from stageflow.testing import create_test_pipeline_context, create_test_stage_context
from stageflow.tools import (
    BaseTool,
    DictContextAdapter,
    ToolApprovalDeniedError,
    ToolApprovalTimeoutError,
    ToolDefinition,
    ToolDeniedError,
    ToolError,
    ToolExecutionError,
    ToolInput,
    ToolNotFoundError,
    ToolOutput,
    ToolUndoError,
    UndoMetadata,
    adapt_context,
    base,
)

ACTION, RUN, REQUEST, WHO = (UUID(int=n) for n in range(31, 35))


@dataclass
class Act:
    type: str = "note"
    payload: dict[str, Any] = field(default_factory=lambda: {"text": "hello"})
    id: UUID = ACTION


async def nothing(given: ToolInput) -> ToolOutput:
    return ToolOutput.ok()


def test_an_input_is_that_of_the_action_and_of_the_context() -> None:
    ctx = DictContextAdapter({"pipeline_run_id": RUN, "request_id": str(REQUEST), "execution_mode": "practice"})
    assert ToolInput.from_action(Act(), "noter", ctx).to_dict() == {
        "action_id": str(ACTION),
        "tool_name": "noter",
        "payload": {"text": "hello"},
        "behavior": "practice",
        "pipeline_run_id": str(RUN),
        "request_id": str(REQUEST),
    }
    bare = ToolInput.from_action(Act(), "noter")
    assert (bare.behavior, bare.pipeline_run_id, bare.request_id) == (None, None, None)


def test_an_output_says_what_it_has_and_nothing_else() -> None:
    assert ToolOutput.ok().to_dict() == {"success": True}
    whole = ToolOutput.ok({"a": 1}, [{"b": 2}], {"c": 3})
    assert whole.to_dict() == {
        "success": True,
        "data": {"a": 1},
        "artifacts": [{"b": 2}],
        "undo_metadata": {"c": 3},
    }
    assert ToolOutput.fail("no").to_dict() == {"success": False, "error": "no"}


def test_undo_metadata_goes_to_plain_data_and_back() -> None:
    metadata = UndoMetadata(ACTION, "noter", {"was": [1]})
    data = metadata.to_dict()
    assert data["action_id"] == str(ACTION) and data["created_at"].endswith("+00:00")
    assert UndoMetadata.from_dict(data) == metadata
    del data["created_at"]
    assert UndoMetadata.from_dict(data).created_at
    with pytest.raises(ValueError, match="action_id"):
        UndoMetadata.from_dict({**data, "action_id": ""})


def test_a_definition_says_where_it_may_run_and_shows_no_handler() -> None:
    tool = ToolDefinition("noter", "note", nothing)
    assert tool.is_behavior_allowed("any") and tool.is_behavior_allowed(None)
    gated = ToolDefinition("noter", "note", nothing, allowed_behaviors=("practice",))
    assert gated.is_behavior_allowed("practice")
    assert not gated.is_behavior_allowed("live") and not gated.is_behavior_allowed(None)
    assert gated.to_dict() == {
        "name": "noter",
        "action_type": "note",
        "description": "",
        "input_schema": {},
        "allowed_behaviors": ["practice"],
        "requires_approval": False,
        "approval_message": None,
        "undoable": False,
        "artifact_type": None,
    }


@pytest.mark.parametrize("value", ["live", b"live", {"live": 1}, None, 7, [["live"]]], ids=lambda v: type(v).__name__)
def test_behaviors_are_several_texts(value: Any) -> None:
    """Of "live" every part would be one: "li" and "v"."""
    with pytest.raises(TypeError, match=r"ToolDefinition.allowed_behaviors must be several texts"):
        ToolDefinition("noter", "note", nothing, allowed_behaviors=value)
    with pytest.raises(TypeError, match=r"ToolDeniedEvent.allowed_behaviors must be several texts"):
        tools.ToolDeniedEvent("noter", ACTION, allowed_behaviors=value)
    with pytest.raises(TypeError, match="allowed_behaviors must be several texts"):
        ToolDeniedError("noter", "practice", value)


def test_behaviors_are_nobodys_to_change() -> None:
    held = ["live"]
    tool = ToolDefinition("noter", "note", nothing, allowed_behaviors=held)  # type: ignore[arg-type]
    event = tools.ToolDeniedEvent("noter", ACTION, allowed_behaviors=held)  # type: ignore[arg-type]
    error = ToolDeniedError("noter", "practice", held)  # type: ignore[arg-type]
    held.append("practice")
    assert not tool.is_behavior_allowed("practice")
    assert (event.allowed_behaviors, error.allowed_behaviors) == (("live",), ("live",))


def test_no_payload_is_an_empty_one_and_another_thing_is_none() -> None:
    assert ToolInput(ACTION, "noter", None).payload == {}  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="payload must be a dict, got list"):
        ToolInput(ACTION, "noter", [1])  # type: ignore[arg-type]


def test_what_is_handed_over_is_nobodys_to_change() -> None:
    """D-09: neither the caller's edits nor the handler's reach what the other holds."""
    payload: dict[str, Any] = {"list": [1]}
    given = ToolInput.from_action(Act(payload=payload), "noter")
    output = ToolOutput.ok(payload, [payload], payload)
    metadata = UndoMetadata(ACTION, "noter", payload)
    plain = base.ToolOutput(True, payload, None, [payload])
    schema = ToolDefinition("noter", "note", nothing, input_schema=payload)
    payload["list"].append(2)
    held: list[Any] = [given.payload, output.data, output.undo_metadata, metadata.undo_data, plain.data]
    for value in [*held, schema.input_schema, output.artifacts[0], plain.artifacts[0]]:  # type: ignore[index]
        assert value == {"list": [1]}
        with pytest.raises(TypeError):
            value["list"].append(3)
    data = output.to_dict()
    data["data"]["list"].append(4)
    assert output.data == {"list": [1]}


FROZEN: list[Any] = [
    ToolInput(ACTION, "noter", {}),
    ToolOutput.ok({"a": [1]}),
    UndoMetadata(ACTION, "noter", {}),
    ToolDefinition("noter", "note", nothing),
    tools.ToolEventBase("noter", ACTION),
    tools.ToolInvokedEvent("noter", ACTION),
    tools.ApprovalRequestedEvent(REQUEST, "noter", ACTION),
    tools.ApprovalDecidedEvent(REQUEST, "noter", ACTION, "approved"),
    tools.ApprovalDecision(REQUEST, True),
    base.ToolInput(Act()),
    base.ToolOutput(True),
]


@pytest.mark.parametrize("value", FROZEN, ids=lambda value: type(value).__name__)
def test_they_are_frozen(value: Any) -> None:
    name = next(iter(vars(type(value))["__dataclass_fields__"].values())).name
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, None)
    assert copy.copy(value) is value
    assert pickle.loads(pickle.dumps(value)) == value


def test_the_two_families_are_no_relatives() -> None:
    families: list[set[type]] = [{base.ToolInput, base.ToolOutput}, {ToolInput, ToolOutput}]
    assert not families[0] & families[1]
    assert {tools.ToolInput, tools.ToolOutput} == families[1]


class Noter(BaseTool):
    name, description, action_type = "noter", "Notes.", "note"


def test_a_base_tool_can_be_made_and_does_nothing_of_its_own() -> None:

    assert repr(Noter()) == "<Tool: noter>"
    BaseTool()  # type: ignore[abstract]
    with pytest.raises(NotImplementedError, match="Noter has no execute"):
        asyncio.run(Noter().execute(base.ToolInput(Act()), {}))


ERRORS: list[tuple[ToolError, tuple[str, ...], dict[str, Any]]] = [
    (ToolError("why", "noter"), ("why",), {}),
    (ToolNotFoundError("note"), ("note",), {"action_type": "note"}),
    (
        ToolDeniedError("noter", "live", ("practice",)),
        ("noter", "live"),
        {"behavior": "live", "allowed_behaviors": ["practice"]},
    ),
    (ToolApprovalDeniedError("noter"), ("noter",), {"request_id": None, "reason": "user_denied"}),
    (
        ToolApprovalTimeoutError("noter", REQUEST, 3.5),
        ("noter",),
        {"request_id": str(REQUEST), "reason": "timeout", "timeout_seconds": 3.5},
    ),
    (ToolUndoError("noter", ACTION, "gone"), (str(ACTION),), {"action_id": str(ACTION), "reason": "gone"}),
    (
        ToolExecutionError("noter", ACTION, ValueError("boom")),
        ("noter", "boom"),
        {"action_id": str(ACTION), "cause": "boom"},
    ),
    (ToolExecutionError("noter"), ("noter",), {"action_id": None, "cause": None}),
]


@pytest.mark.parametrize(("error", "says", "more"), ERRORS, ids=lambda v: type(v).__name__)
def test_errors_say_who_and_why(error: ToolError, says: tuple[str, ...], more: dict[str, Any]) -> None:
    tool = "note" if isinstance(error, ToolNotFoundError) else "noter"
    assert all(part in str(error) for part in says)
    assert error.to_dict() == {"error_type": type(error).__name__, "message": str(error), "tool": tool, **more}


def test_an_error_keeps_the_exception_that_caused_it() -> None:
    cause = ValueError("boom")
    assert ToolExecutionError("noter", ACTION, cause).cause is cause
    assert isinstance(ToolApprovalTimeoutError("noter"), ToolApprovalDeniedError)


EVENTS: list[tuple[Any, str, dict[str, Any]]] = [
    (tools.ToolInvokedEvent, "tool.invoked", {"payload_summary": {}, "behavior": None}),
    (tools.ToolStartedEvent, "tool.started", {}),
    (tools.ToolCompletedEvent, "tool.completed", {"duration_ms": 0.0, "output_summary": {}, "artifacts_count": 0}),
    (
        tools.ToolFailedEvent,
        "tool.failed",
        {"duration_ms": 0.0, "error_code": "execution_error", "error_message": ""},
    ),
    (tools.ToolDeniedEvent, "tool.denied", {"reason": "", "behavior": None, "allowed_behaviors": []}),
    (tools.ToolUndoneEvent, "tool.undone", {"duration_ms": 0.0, "original_action_timestamp": None}),
    (tools.ToolUndoFailedEvent, "tool.undo_failed", {"error_message": "", "reason": ""}),
]


@pytest.mark.parametrize(("kind", "type_", "more"), EVENTS, ids=lambda v: getattr(v, "__name__", None))
def test_events_of_tools_are_plain_data(kind: Any, type_: str, more: dict[str, Any]) -> None:
    made = kind("noter", ACTION, RUN, REQUEST, "now")
    ids = {"action_id": str(ACTION), "pipeline_run_id": str(RUN), "request_id": str(REQUEST)}
    assert made.to_dict() == {"tool_name": "noter", **ids, "timestamp": "now", **more}
    assert made.kind == type_
    assert isinstance(made, tools.ToolEventBase)
    assert kind("noter", ACTION).to_dict()["pipeline_run_id"] is None


def test_events_of_approvals_name_the_question() -> None:
    asked = tools.ApprovalRequestedEvent(REQUEST, "noter", ACTION, RUN, "May I?", "now")
    assert (asked.kind, asked.to_dict()) == (
        "approval.requested",
        {
            "request_id": str(REQUEST),
            "tool_name": "noter",
            "action_id": str(ACTION),
            "pipeline_run_id": str(RUN),
            "approval_message": "May I?",
            "timestamp": "now",
        },
    )
    decided = tools.ApprovalDecidedEvent(REQUEST, "noter", ACTION, "denied", WHO, RUN, "now")
    assert (decided.kind, decided.to_dict()) == (
        "approval.decided",
        {
            "request_id": str(REQUEST),
            "tool_name": "noter",
            "action_id": str(ACTION),
            "decision": "denied",
            "decided_by": str(WHO),
            "pipeline_run_id": str(RUN),
            "timestamp": "now",
        },
    )


def test_a_dictionary_is_a_context(caplog: pytest.LogCaptureFixture) -> None:
    """D-20: whatever keys an event has, it can be logged."""
    data = {"pipeline_run_id": str(RUN), "request_id": "none", "execution_mode": "practice"}
    ctx = DictContextAdapter(data)
    assert (ctx.pipeline_run_id, ctx.request_id, ctx.execution_mode) == (RUN, None, "practice")
    assert ctx.to_dict() == data and ctx.to_dict() is not data
    assert isinstance(ctx, ExecutionContext)
    with caplog.at_level(logging.DEBUG, "stageflow.tools.adapters"):
        ctx.try_emit_event("happened", {"name": 1, "message": 2, "args": 3})
    assert caplog.records[-1].levelname == "DEBUG"
    empty = DictContextAdapter({"pipeline_run_id": 7})
    assert (empty.pipeline_run_id, empty.request_id, empty.execution_mode) == (None, None, None)


def test_contexts_are_adapted_once() -> None:
    adapter = adapt_context({"a": 1})
    assert isinstance(adapter, DictContextAdapter) and adapt_context(adapter) is adapter
    for ctx in (create_test_stage_context(), create_test_pipeline_context()):
        assert adapt_context(ctx) is ctx
    for wrong in (None, "x", 7, [("a", 1)]):
        with pytest.raises(TypeError, match="Unsupported context type"):
            adapt_context(wrong)


def test_an_action_needs_no_base_class() -> None:
    assert ToolInput.from_action(Act(id=uuid4()), "noter").tool_name == "noter"
