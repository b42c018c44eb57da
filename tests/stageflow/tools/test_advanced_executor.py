"""Actions done through definitions (section 14.6): gated, and told of."""

import logging
from typing import Any

import pytest

from stageflow.events import set_event_sink
from stageflow.testing import create_test_pipeline_context, create_test_stage_context
from stageflow.tools import (
    AdvancedToolExecutor,
    DictContextAdapter,
    ExecutionResult,
    ToolDefinition,
    ToolDeniedError,
    ToolExecutionError,
    ToolExecutorConfig,
    ToolNotFoundError,
    ToolOutput,
    base,
    get_approval_service,
    get_undo_store,
)
from tests.stageflow.tools.desk import CTX, Act, Desk, Sink, run


@pytest.mark.parametrize(
    "ctx", [create_test_stage_context(), create_test_pipeline_context(), CTX], ids=["stage", "pipeline", "dict"]
)
def test_an_action_is_done_in_any_context(ctx: Any, sink: Sink) -> None:
    desk, action = Desk(), Act()
    assert run(lambda: desk.executor.execute(action, ctx)) is desk.gives
    (given,) = desk.notes
    assert (given.action_id, given.tool_name, given.payload) == (action.id, "noter", {"text": "hello"})
    assert given.pipeline_run_id == ctx.pipeline_run_id
    assert sink.types == ["tool.invoked", "tool.started", "tool.completed"]
    invoked, _, completed = (data for _, data in sink.told)
    ids = {"tool_name": "noter", "action_id": str(action.id)}
    ids |= {name: str(getattr(ctx, name)) for name in ("pipeline_run_id", "request_id") if getattr(ctx, name)}
    assert all({**data, **ids} == data for _, data in sink.told)
    assert invoked["payload_summary"] == {"text": "hello"} and invoked["behavior"] == ctx.execution_mode
    assert completed["artifacts_count"] == 1 and completed["duration_ms"] >= 0
    assert completed["output_summary"] == {
        "success": True,
        "has_data": True,
        "has_error": False,
        "has_artifacts": True,
        "has_undo_metadata": True,
    }


def test_nobody_does_what_no_tool_is_for(sink: Sink) -> None:
    desk = Desk()
    assert desk.executor.can_execute("note") and not desk.executor.can_execute("other")
    tool = desk.executor.get_tool("note")
    assert tool is not None and tool.name == "noter" and desk.executor.get_tool("noter") is None
    with pytest.raises(ToolNotFoundError, match="other"):
        run(lambda: desk.executor.execute(Act("other"), CTX))
    assert sink.told == []


def test_a_tool_runs_in_its_own_modes_only(sink: Sink) -> None:
    desk = Desk(allowed_behaviors=("live",))
    with pytest.raises(ToolDeniedError, match=r"noter.*practice") as caught:
        run(lambda: desk.executor.execute(Act(), CTX))
    assert (caught.value.behavior, caught.value.allowed_behaviors) == ("practice", ("live",))
    assert (desk.notes, sink.types) == ([], ["tool.invoked", "tool.denied"])
    denied = sink.told[-1][1]
    assert (denied["reason"], denied["behavior"], denied["allowed_behaviors"]) == (
        "behavior_not_allowed",
        "practice",
        ["live"],
    )
    assert run(lambda: Desk(allowed_behaviors=("practice",)).executor.execute(Act(), CTX)).success
    assert run(lambda: Desk().executor.execute(Act(), DictContextAdapter({}))).success


def test_a_handler_that_raises_is_a_failure_with_its_cause(sink: Sink) -> None:
    desk, action = Desk(), Act()
    desk.gives = ValueError("boom")
    with pytest.raises(ToolExecutionError, match="noter") as caught:
        run(lambda: desk.executor.execute(action, CTX))
    assert caught.value.cause is caught.value.__cause__ is desk.gives
    assert caught.value.action_id == action.id
    assert sink.types == ["tool.invoked", "tool.started", "tool.failed"]
    assert (sink.told[-1][1]["error_code"], sink.told[-1][1]["error_message"]) == ("ValueError", "boom")
    assert len(desk.undo) == 0


def test_an_output_that_is_no_success_is_an_output_and_is_not_undone(sink: Sink) -> None:
    desk = Desk()
    desk.gives = ToolOutput(False, error="no", undo_metadata={"was": 1})
    assert run(lambda: desk.executor.execute(Act(), CTX)) is desk.gives
    assert sink.types[-1] == "tool.completed" and len(desk.undo) == 0


def test_a_name_is_that_of_one_type_of_action() -> None:
    """Undo finds a tool by its name: of two, the handler of the other would be called."""
    desk = Desk()
    with pytest.raises(ValueError, match="tool name 'noter' is taken by the tool for actions of type 'note'"):
        desk.executor.register(ToolDefinition("noter", "other", desk._write))
    assert not desk.executor.can_execute("other")
    newer = ToolDefinition("noter", "note", desk._write)
    desk.executor.register(newer)
    assert desk.executor.get_tool("note") is newer


@pytest.mark.parametrize("gives", [None, {"success": True}, base.ToolOutput(True)], ids=["none", "dict", "the-other"])
def test_a_handler_that_gives_no_output_has_failed(gives: Any, sink: Sink) -> None:
    desk = Desk()
    desk.gives = gives
    with pytest.raises(ToolExecutionError, match=f"noter.*the handler gave {type(gives).__name__}") as caught:
        run(lambda: desk.executor.execute(Act(), CTX))
    assert isinstance(caught.value.cause, TypeError)
    assert sink.types == ["tool.invoked", "tool.started", "tool.failed"]
    assert sink.told[-1][1]["error_code"] == "TypeError"


def test_an_action_without_a_payload_is_done(sink: Sink) -> None:
    desk = Desk()
    assert run(lambda: desk.executor.execute(Act(payload=None), CTX)).success  # type: ignore[arg-type]
    assert (desk.notes[0].payload, sink.told[0][1]["payload_summary"]) == ({}, {})


def test_what_is_injected_is_used_also_where_it_is_empty() -> None:
    """D-14."""
    desk = Desk()
    assert len(desk.undo) == 0
    run(lambda: desk.executor.execute(Act(), CTX))
    assert len(desk.undo) == 1 and len(get_undo_store()) == 0
    assert run(get_approval_service().get_pending_requests) == []
    assert AdvancedToolExecutor().config == ToolExecutorConfig(60.0, 3600.0, True, logging.INFO)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "..."),
        (list(range(100)), "<list with 100 items>"),
        ({str(n): n for n in range(100)}, "<dict with 100 items>"),
        ([1, 2], [1, 2]),
        (7, 7),
    ],
    ids=["text", "long-text", "long-list", "long-dict", "list", "number"],
)
def test_what_is_told_of_a_payload_is_short(given: Any, told: Any, sink: Sink) -> None:
    run(lambda: Desk().executor.execute(Act(payload={"p": given}), CTX))
    assert sink.told[0][1]["payload_summary"] == {"p": told}


def test_nothing_is_told_where_nobody_wants_it_and_a_broken_sink_changes_nothing(
    sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(ToolExecutorConfig(emit_events=False))
    assert run(lambda: desk.executor.execute(Act(), CTX)).success
    assert sink.told == []

    async def steps() -> ToolOutput:
        set_event_sink(Sink(broken=True))
        return await Desk().executor.execute(Act(), CTX)

    assert run(steps).success
    lines = [r for r in caplog.records if r.name == "stageflow.tools.executor"]
    assert {r.levelname for r in lines} == {"WARNING"} and len(lines) == 3


def test_a_record_of_an_outcome_can_be_made() -> None:
    made = ExecutionResult(True)
    assert (made.output, made.error, made.duration_ms, made.was_approved, made.was_denied, made.denial_reason) == (
        None,
        None,
        0.0,
        False,
        False,
        None,
    )
