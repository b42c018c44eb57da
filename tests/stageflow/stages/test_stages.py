"""Pipeline contexts, inputs and ports."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from datetime import UTC
from typing import Any
from uuid import uuid4

import pytest

from stageflow.context import OutputBag
from stageflow.core import StageOutput
from stageflow.events import NoOpEventSink
from stageflow.protocols import ExecutionContext
from stageflow.stages import (
    AudioPorts,
    CorePorts,
    LLMPorts,
    PipelineContext,
    StageInputs,
    UndeclaredDependencyError,
    create_core_ports,
    create_stage_inputs,
)
from stageflow.stages.context import extract_service
from stageflow.testing import (
    create_test_pipeline_context,
    create_test_snapshot,
    snapshot_from_dict_strict,
    validate_snapshot,
    validate_snapshot_strict,
)


class Sink:
    def __init__(self, fails: bool = False) -> None:
        self.fails = fails
        self.events: list[tuple[str, Any]] = []

    async def emit(self, **event: Any) -> None: ...

    def try_emit(self, **event: Any) -> None:
        self.events.append((event["type"], event["data"]))
        if self.fails:
            raise RuntimeError("sink")


@pytest.mark.parametrize(
    ("topology", "service"),
    [
        (None, None),
        ("chat_kernel", None),
        ("chat_fast", "chat"),
        ("web_chat_fast", "web_chat"),
        ("chat", "chat"),
        ("", ""),
        ("_x", "_x"),
    ],
)
def test_extract_service(topology: str | None, service: str | None) -> None:
    assert extract_service(topology) == service


def test_pipeline_context_defaults_and_events() -> None:
    ids = dict.fromkeys(["pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id"])
    ctx = PipelineContext(**ids)  # type: ignore[arg-type]
    assert isinstance(ctx, ExecutionContext)
    assert isinstance(ctx.event_sink, NoOpEventSink)
    assert (ctx.service, ctx.data, ctx.artifacts, ctx.configuration) == ("pipeline", {}, [], {})
    assert ctx.now().tzinfo is UTC
    assert "parent_run_id" not in ctx.to_dict()
    sink = Sink()
    ctx.event_sink = sink
    ctx.record_stage_event(stage="s", status="completed", payload={"service": "mine", "k": 1})
    ((event_type, data),) = sink.events
    assert event_type == "stage.s.completed"
    assert data["service"] == "mine"
    assert data["k"] == 1
    assert data["user_id"] is None
    assert "pipeline_run_id" not in data
    ctx.set_stage_metadata("s", {"a": 1})
    assert ctx.get_stage_metadata("s") == {"a": 1}
    assert ctx.get_stage_metadata("x") is None
    assert ctx.to_dict()["data"] is ctx.data


def test_a_failing_sink_does_not_reach_the_run(caplog: pytest.LogCaptureFixture) -> None:
    ctx = create_test_pipeline_context(event_sink=Sink(fails=True))
    ctx.try_emit_event("t", {})
    ctx.record_stage_event(stage="s", status="started")
    assert caplog.text.count("event sink failed") == 2


def test_a_fork_shares_nothing_mutable_with_its_parent() -> None:
    parent = create_test_pipeline_context(
        data={"a": [1], "b": {"c": [2]}}, configuration={"x": {"y": [1]}}, db=object(), artifacts=["p"]
    )
    parent.mark_canceled()
    child_id, correlation = uuid4(), uuid4()
    child = parent.fork(child_id, "stage", correlation, topology="other")
    assert (child.pipeline_run_id, child.parent_run_id) == (child_id, parent.pipeline_run_id)
    assert (child.parent_stage_id, child.correlation_id) == ("stage", correlation)
    assert (child.topology, child.execution_mode, child.service) == ("other", "test", "test")
    assert child.db is parent.db
    assert child.event_sink is parent.event_sink
    assert (child.data, child.artifacts, child.is_canceled, child.is_child_run) == ({}, [], False, True)
    parent.data["a"].append(9)
    child.configuration["x"]["y"].append(9)
    assert child.get_parent_data("a") == [1]
    assert parent.configuration == {"x": {"y": [1]}}
    with pytest.raises(TypeError):
        child.get_parent_data("b")["c"].append(1)
    assert child.get_parent_data("none", 7) == 7
    assert parent.get_parent_data("a", 7) == 7
    assert {"parent_run_id", "parent_stage_id", "correlation_id"} <= set(child.to_dict())


def test_contexts_derived_for_stages_share_the_runs_timer() -> None:
    ctx, snapshot, bag = create_test_pipeline_context(), create_test_snapshot(), OutputBag()
    bag.write_sync("a", StageOutput.ok(v=1))
    one = ctx.derive_for_stage("s", snapshot, bag, declared_deps=["a"], ports=CorePorts(db=1))
    two = ctx.derive_for_stage("t", snapshot, bag, strict=False)
    assert one.timer is two.timer
    assert one.event_sink is ctx.event_sink
    assert one.inputs.get_from("a", "v") == 1
    assert one.inputs.declared_deps == frozenset({"a"})
    assert (one.stage_name, one.inputs.stage_name, two.inputs.strict) == ("s", "s", False)


def make_inputs(**options: Any) -> StageInputs:
    outputs = {"a": StageOutput.ok(k=1, only=None), "b": StageOutput.ok(k=2)}
    return create_stage_inputs(create_test_snapshot(), prior_outputs=outputs, **options)


def test_inputs_read_prior_outputs() -> None:
    inputs = make_inputs()
    assert inputs.get("k") == 1
    assert inputs.get("only", 9) is None
    assert inputs.get("none", 9) == 9
    assert inputs.get_from("b", "k") == 2
    assert inputs.get_from("none", "k", 9) == 9
    assert inputs.has_output("a")
    assert not inputs.has_output("none")
    assert inputs.get_output("none") is None
    assert inputs.require_from("b", "k") == 2
    with pytest.raises(KeyError, match="'none'"):
        inputs.require_from("none", "k")
    with pytest.raises(KeyError, match="'x'"):
        inputs.require_from("a", "x")
    with pytest.raises(TypeError):
        inputs.prior_outputs["c"] = StageOutput.ok()
    with pytest.raises(FrozenInstanceError):
        inputs.strict = False  # type: ignore[misc]


@pytest.mark.parametrize(
    ("key", "error", "text"),
    [
        (None, TypeError, "must be provided"),
        (1, TypeError, "must be a string"),
        ([], TypeError, "must be a string"),
        ("", ValueError, "cannot be empty"),
    ],
)
def test_bad_keys_are_refused_first(key: Any, error: type[Exception], text: str) -> None:
    inputs = make_inputs(declared_deps=["a"])
    reads: list[Callable[[], Any]] = [
        lambda: inputs.get(key),
        lambda: inputs.get_from("undeclared", key),
        lambda: inputs.require_from("undeclared", key),
    ]
    for read in reads:
        with pytest.raises(error, match=f"StageInputs key {text}"):
            read()


def test_undeclared_access_is_refused_only_when_strict_and_something_is_declared() -> None:
    strict = make_inputs(declared_deps=["a"], stage_name="me")
    for read in (
        lambda: strict.get_from("b", "k"),
        lambda: strict.require_from("b", "k"),
        lambda: strict.has_output("b"),
        lambda: strict.get_output("b"),
    ):
        with pytest.raises(UndeclaredDependencyError, match=r"'me'.*'b'.*'a'") as caught:
            read()
        assert caught.value.stage_name == "b"
        assert caught.value.declared_deps == frozenset({"a"})
        assert caught.value.accessing_stage == "me"
    assert strict.get_from("a", "k") == 1
    assert make_inputs(declared_deps=["a"], strict=False).get_from("b", "k") == 2
    assert make_inputs(declared_deps=None).get_from("b", "k") == 2


def test_ports_default_to_none_and_keep_identity() -> None:
    for ports in (CorePorts(), LLMPorts(), AudioPorts()):
        names = [f.name for f in fields(ports)]
        assert all(getattr(ports, name) is None for name in names)
        with pytest.raises(FrozenInstanceError):
            setattr(ports, names[0], 1)
    db = object()
    assert create_core_ports(db=db).db is db
    ports = CorePorts(db=db)
    assert make_inputs(ports=ports).ports is ports


def test_snapshot_validation() -> None:
    snapshot = create_test_snapshot(extensions={"a": 1})
    assert validate_snapshot(snapshot)
    assert validate_snapshot_strict(snapshot) is snapshot
    missing = validate_snapshot(snapshot, require_org_id=True)
    assert not missing
    assert [error.field for error in missing.errors] == ["org_id"]
    loose = create_test_snapshot(topology=None)
    assert [warning.field for warning in validate_snapshot(loose).warnings] == ["topology"]
    with pytest.raises(ValueError, match="topology: "):
        validate_snapshot_strict(loose)
    with pytest.raises(ValueError, match="pipeline_run_id: "):
        snapshot_from_dict_strict({})
