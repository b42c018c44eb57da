"""Enums, outputs, timer and stage context."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stageflow.core import (
    PipelineTimer,
    Stage,
    StageArtifact,
    StageContext,
    StageEvent,
    StageKind,
    StageOutput,
    StageStatus,
    create_stage_context,
    timer,
)
from stageflow.protocols import ExecutionContext
from stageflow.testing import create_test_snapshot, create_test_stage_context


def test_enum_members_are_text() -> None:
    assert [kind.value for kind in StageKind] == ["transform", "enrich", "route", "guard", "work", "agent"]
    assert [status.value for status in StageStatus] == ["ok", "skip", "cancel", "fail", "retry"]
    assert isinstance(StageKind.GUARD, str)
    assert StageStatus("ok") is StageStatus.OK


@pytest.mark.parametrize(
    ("output", "status", "data", "error"),
    [
        (StageOutput.ok(), "ok", {}, None),
        (StageOutput.ok({"a": 1}), "ok", {"a": 1}, None),
        (StageOutput.ok(a=1), "ok", {"a": 1}, None),
        (StageOutput.ok({}, a=1), "ok", {"a": 1}, None),
        (StageOutput.ok({"a": 1}, b=2), "ok", {"a": 1}, None),
        (StageOutput.skip("why", {"k": 1}), "skip", {"reason": "why", "k": 1}, None),
        (StageOutput.skip(data={"reason": "mine"}), "skip", {"reason": "mine"}, None),
        (StageOutput.cancel("why"), "cancel", {"cancel_reason": "why"}, None),
        (StageOutput.fail("no", {"k": 1}), "fail", {"k": 1}, "no"),
        (StageOutput.fail(response="no"), "fail", {}, "no"),
        (StageOutput.fail("first", response="second"), "fail", {}, "first"),
        (StageOutput.fail(), "fail", {}, "Unknown error"),
        (StageOutput.retry("again", {"k": 1}), "retry", {"k": 1}, "again"),
    ],
)
def test_output_factories(output: StageOutput, status: str, data: Any, error: str | None) -> None:
    assert (output.status, output.data, output.error) == (status, data, error)
    assert output.duration_ms is None


def test_an_output_does_not_alias_what_it_was_made_of() -> None:
    data: dict[str, Any] = {"items": [{"n": 1}]}
    artifacts = [StageArtifact("t", {"p": [1]})]
    output = StageOutput(StageStatus.OK, data, artifacts)
    data["items"][0]["n"] = 2
    artifacts.clear()
    assert output.data == {"items": [{"n": 1}]}
    assert len(output.artifacts) == 1
    for mutate in (
        lambda: output.data["items"].append(1),
        lambda: output.data["items"][0].update(n=3),
        lambda: output.artifacts.append(1),  # type: ignore[arg-type]
        lambda: output.artifacts[0].payload["p"].append(1),
        lambda: output.__init__(StageStatus.FAIL),  # type: ignore[misc]
    ):
        with pytest.raises(TypeError):
            mutate()


def test_outputs_are_frozen_with_slots() -> None:
    output = StageOutput.ok()
    assert hasattr(StageOutput, "__slots__")
    with pytest.raises(FrozenInstanceError):
        output.status = StageStatus.FAIL  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        output.extra = 1  # type: ignore[attr-defined]
    assert StageOutput.ok().data is not StageOutput.ok().data


def test_outputs_compare_copy_and_pickle_by_value() -> None:
    output = StageOutput(
        StageStatus.OK, {"a": [1]}, events=[StageEvent("t", {"k": 1}, datetime(2026, 1, 1, tzinfo=UTC))]
    )
    assert output == StageOutput(StageStatus.OK, {"a": [1]}, events=list(output.events))
    assert copy.deepcopy(output) is output
    assert pickle.loads(pickle.dumps(output)) == output
    assert replace(output, error="x").data is output.data


def test_with_duration_keeps_everything_else() -> None:
    output = StageOutput(StageStatus.FAIL, {"a": 1}, [StageArtifact("t", {})], [StageEvent("e", {})], "no", 1)
    later = output.with_duration(7)
    assert (later.duration_ms, output.duration_ms) == (7, 1)
    assert later.data is output.data
    assert later.artifacts is output.artifacts
    assert later.events is output.events
    assert later.error == "no"


@pytest.mark.parametrize("data", [5, "text", [1], object()])
def test_data_that_is_no_mapping_is_refused_where_it_is_made(data: Any) -> None:
    with pytest.raises(TypeError, match="StageOutput data must be a dict"):
        StageOutput(StageStatus.OK, data)


def test_every_way_to_an_output_or_snapshot_goes_through_init(monkeypatch: pytest.MonkeyPatch) -> None:
    from stageflow import ContextSnapshot, RunIdentity

    made: list[Any] = []

    def watched(cls: Any) -> Any:
        original = cls.__init__

        def init(self: Any, *args: Any, **kwargs: Any) -> None:
            original(self, *args, **kwargs)
            made.append(self)

        return init

    output, snapshot = StageOutput.ok(a=1), create_test_snapshot()
    monkeypatch.setattr(StageOutput, "__init__", watched(StageOutput))
    monkeypatch.setattr(ContextSnapshot, "__init__", watched(ContextSnapshot))
    derived: list[Any] = [
        StageOutput.ok(),
        StageOutput.skip(),
        output.with_duration(1),
        replace(output, error="x"),
        pickle.loads(pickle.dumps(output)),
        snapshot.with_run_id(RunIdentity()),
        snapshot.with_extensions({"a": 1}),
        ContextSnapshot.from_dict(snapshot.to_dict()),
        pickle.loads(pickle.dumps(snapshot)),
    ]
    assert [id(value) for value in derived] == [id(value) for value in made]


def test_timer_is_monotonic_on_an_epoch_base(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"wall": 1_700_000_000.5, "mono": 10.0}
    monkeypatch.setattr(timer, "time", lambda: clock["wall"])
    monkeypatch.setattr(timer, "monotonic", lambda: clock["mono"])
    made = PipelineTimer()
    assert made.pipeline_start_ms == made._pipeline_start_ms == 1_700_000_000_500
    clock["wall"] -= 9_999
    clock["mono"] += 0.05
    assert made.elapsed_ms() in (49, 50)
    assert made.now_ms() == made.pipeline_start_ms + made.elapsed_ms()
    assert made.started_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC) + timedelta(milliseconds=500)


def test_stage_protocol_declares_name_and_kind() -> None:
    assert {"name", "kind"} <= set(Stage.__annotations__)


def test_stage_context_reads_through_to_its_parts() -> None:
    ctx = create_test_stage_context(stage_name="s")
    assert isinstance(ctx, ExecutionContext)
    assert ctx.pipeline_run_id == ctx.snapshot.pipeline_run_id
    assert ctx.request_id == ctx.snapshot.request_id
    assert ctx.execution_mode == "test"
    assert ctx.started_at == ctx.timer.started_at
    assert StageContext.now().tzinfo is UTC
    assert create_stage_context(ctx.snapshot, ctx.inputs, "s", ctx.timer, ctx.event_sink) == ctx
    assert ctx.to_dict() == {**ctx.snapshot.to_dict(), "stage_name": "s", "started_at": ctx.started_at.isoformat()}
    with pytest.raises(FrozenInstanceError):
        ctx.stage_name = "x"  # type: ignore[misc]


def test_stage_events_carry_the_ids_and_never_raise(caplog: pytest.LogCaptureFixture) -> None:
    class Sink:
        def __init__(self, fails: bool) -> None:
            self.fails = fails
            self.events: list[Any] = []

        async def emit(self, **event: Any) -> None: ...

        def try_emit(self, **event: Any) -> None:
            self.events.append(event)
            if self.fails:
                raise RuntimeError("sink")

    for fails in (False, True):
        sink = Sink(fails)
        ctx = create_test_stage_context(event_sink=sink)
        ctx.try_emit_event("t", {"execution_mode": "mine", "k": 1})
        ids = {"pipeline_run_id": str(ctx.pipeline_run_id), "request_id": str(ctx.request_id)}
        assert sink.events == [{"type": "t", "data": {**ids, "execution_mode": "mine", "k": 1}}]
    assert "event sink failed" in caplog.text
    caplog.set_level("DEBUG")
    bare = StageContext(ctx.snapshot, ctx.inputs, "s", ctx.timer)
    bare.try_emit_event("t", {"name": 1, "message": 2, "args": 3})
    assert "event without a sink: t" in caplog.text
