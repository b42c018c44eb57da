"""Single statements of the specification about runs, interceptors and contexts (its sections 5 to 9 and 16)."""

import asyncio
import builtins
import io
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from stageflow import (
    ChildRunTracker,
    StageError,
    StageGraph,
    StageOutput,
    StageResult,
    StageSpec,
    SubpipelineSpawner,
    UnifiedStageGraph,
)
from stageflow.events import NoOpEventSink, clear_event_sink, get_event_sink
from stageflow.observability import NoOpSpan
from stageflow.pipeline import PipelineBuilder, PipelineRegistry
from stageflow.pipeline.dag import StageExecutionError, UnifiedStageSpec
from stageflow.pipeline.interceptors import (
    BaseInterceptor,
    CircuitBreakerInterceptor,
    ErrorAction,
    InterceptorContext,
    InterceptorError,
    InterceptorResult,
    LoggingInterceptor,
    TracingInterceptor,
    get_default_interceptors,
    run_with_interceptors,
)
from stageflow.pipeline.interfaces import RetryableStage
from stageflow.stages import PipelineContext, errors
from stageflow.stages import result as result_module
from stageflow.testing import create_test_pipeline_context, create_test_stage_context
from stageflow.utils import FrozenDict, FrozenList


class Sink(NoOpEventSink):
    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    def try_emit(self, **event: Any) -> None:
        self.events.append((event["type"], event["data"]))


class Plain(BaseInterceptor):
    async def before(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        return None

    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None: ...


def result(status: Any = "completed", **fields: Any) -> StageResult:
    now = PipelineContext.now()
    return StageResult("s", status, now, now, **fields)


def legacy(execute: Callable[[], Any], **options: Any) -> tuple[StageResult, list[tuple[str, Any]]]:
    """The result of a stage of a legacy graph, and the events of the run."""
    sink = Sink()

    class Stage:
        async def execute(self, ctx: PipelineContext) -> Any:
            return execute()

    graph = StageGraph([StageSpec(name="s", runner=Stage)], **options)
    return asyncio.run(graph.run(create_test_pipeline_context(event_sink=sink)))["s"], sink.events


def test_frozen_collections_hash_only_what_can_be_hashed__4() -> None:
    for value in (FrozenDict({"a": Plain}), FrozenList([1])):
        assert isinstance(hash(value), int)
    with pytest.raises(TypeError):
        hash(FrozenDict({"a": NoHash()}))
    frozen: Any = FrozenList([1])
    for change in (lambda: frozen.__delitem__(0), lambda: setattr(frozen, "extra", 1)):
        with pytest.raises((TypeError, AttributeError)):
            change()
    assert list(FrozenDict({"b": 1, "a": 2}).values()) == [1, 2]


class NoHash:
    __hash__: Any = None


def test_a_stage_event_carries_these_keys__5_2() -> None:
    ctx = create_test_pipeline_context(event_sink=Sink(), user_id=uuid4())
    ctx.record_stage_event(stage="s", status="started")
    sink: Any = ctx.event_sink
    ((event_type, data),) = sink.events
    moment = datetime.fromisoformat(data.pop("timestamp"))
    assert (event_type, moment.tzinfo) == ("stage.s.started", UTC)
    assert data == {
        "request_id": str(ctx.request_id),
        "session_id": str(ctx.session_id),
        "user_id": str(ctx.user_id),
        "org_id": None,
        "service": "test",
        "stage": "s",
        "status": "started",
        "topology": "test",
        "execution_mode": "test",
        "pipeline_run_id": str(ctx.pipeline_run_id),
    }
    ctx.try_emit_event("t", {"service": "mine", "k": 1})
    assert sink.events[1][1] == {
        "pipeline_run_id": str(ctx.pipeline_run_id),
        "request_id": str(ctx.request_id),
        "execution_mode": "test",
        "topology": "test",
        "service": "mine",
        "k": 1,
    }


def test_a_root_context_has_no_parent_keys_and_a_fork_keeps_the_people__5_2() -> None:
    root = create_test_pipeline_context(org_id=uuid4())
    assert not {"parent_run_id", "parent_stage_id", "correlation_id"} & set(root.to_dict())
    assert not root.is_child_run
    child = root.fork(uuid4(), "s", uuid4(), execution_mode="fast")
    people = ("request_id", "session_id", "user_id", "org_id", "interaction_id")
    assert [getattr(child, name) for name in people] == [getattr(root, name) for name in people]
    assert (child.topology, child.execution_mode) == ("test", "fast")
    root.data["later"] = 1
    assert child.get_parent_data("later") is None
    root.set_stage_metadata("s", {"a": 1})
    root.set_stage_metadata("s", {"b": 2})
    assert root.get_stage_metadata("s") == {"b": 2}
    assert child.get_stage_metadata("s") is None


def test_results_and_errors_of_stages__5_5() -> None:
    one, other = result(), result()
    assert (one.data, one.error) == ({}, None)
    assert one.data is not other.data
    one.status = "failed"
    original = ValueError("boom")
    error = StageExecutionError("the_stage", original)
    assert isinstance(error, StageError)
    assert (error.stage, error.original, error.recoverable) == ("the_stage", original, False)
    assert "the_stage" in str(error)
    assert "boom" in str(error)


def test_error_helpers_take_any_context_key__d_20(caplog: pytest.LogCaptureFixture) -> None:
    given = {"name": 1, "message": 2, "args": 3, "mine": 4}
    errors.log_stage_error("s", ValueError("boom"), additional_context=given)
    errors.log_debug_failure("op", ValueError("boom"), given)
    errors.handle_async_task_error("t", ValueError("boom"), given)
    assert len(caplog.records) == 3
    for record in caplog.records:
        assert {"name_": 1, "message_": 2, "args_": 3, "mine": 4}.items() <= vars(record).items()


def test_a_miss_in_the_registry_names_all_there_are_without_double_quotes__0_6() -> None:
    registry = PipelineRegistry()
    for name in ("one", "two"):
        registry.register(name, object())  # type: ignore[arg-type]
    with pytest.raises(KeyError) as caught:
        registry.get("three")
    text = caught.value.args[0]
    assert all(word in text for word in ("Pipeline 'three' not found", "one", "two"))
    assert '"' not in text


def test_roots_and_what_becomes_ready_start_in_the_order_of_the_graph__6_5_1() -> None:
    order: list[str] = []

    async def stage(ctx: Any) -> None:
        order.append(ctx.stage_name)

    names = {"c": (), "a": (), "b": (), "z": ("c",), "y": ("c",), "x": ("c",)}
    specs = [UnifiedStageSpec(name=name, runner=stage, dependencies=tuple(deps)) for name, deps in names.items()]
    graph = UnifiedStageGraph(specs)
    assert (graph.cancel_token, graph.cleanup_registry) == (None, None)
    asyncio.run(graph.run(create_test_stage_context()))
    assert [name for name in order if name in "abc"] == ["c", "a", "b"]
    assert [name for name in order if name in "xyz"] == ["z", "y", "x"]


@pytest.mark.parametrize(("first", "skips"), [("", False), ("closed", True), (None, False)])
def test_the_first_dependency_with_a_skip_reason_decides__6_5_2(first: Any, skips: bool) -> None:
    def gives(reason: Any) -> Any:
        async def stage(ctx: Any) -> dict[str, Any]:
            return {"skip_reason": reason}

        return stage

    async def works(ctx: Any) -> None: ...

    specs = [
        UnifiedStageSpec(name="a", runner=gives(first)),
        UnifiedStageSpec(name="b", runner=gives("other")),
        UnifiedStageSpec(name="c", runner=works, dependencies=("a", "b"), conditional=True),
    ]
    output = asyncio.run(UnifiedStageGraph(specs).run(create_test_stage_context()))["c"]
    assert output.data == ({"reason": first} if skips else {})
    assert (output.status == "skip") == skips


def test_events_of_a_failed_legacy_stage_say_how_long_and_why__6_5_3() -> None:
    _, events = legacy(lambda: StageOutput.fail("no"))
    assert [event_type for event_type, _ in events] == ["stage.s.started", "stage.s.failed"]
    assert events[1][1]["error"] == "no"
    assert isinstance(events[1][1]["duration_ms"], int)
    _, events = legacy(lambda: None)
    assert isinstance(events[1][1]["duration_ms"], int)
    assert "error" not in events[1][1]


def test_what_a_legacy_stage_may_return__6_5_3() -> None:
    mine = result(data={"a": 1})
    mine.name = "own name"
    assert legacy(lambda: mine)[0] is mine
    empty: tuple[type, ...] = (list, str, int)
    for falsy in empty:
        outcome, _ = legacy(falsy)
        assert (outcome.status, outcome.data) == ("completed", {})
    assert legacy(lambda: StageOutput.skip("why"))[0].data == {"reason": "why"}


def test_a_legacy_stage_that_cannot_be_made_is_a_failed_result__6_5_3() -> None:
    class Broken:
        def __init__(self) -> None:
            raise ValueError("no stage")

    graph = StageGraph([StageSpec(name="a", runner=Broken)])
    outcome = asyncio.run(graph.run(create_test_pipeline_context()))["a"]
    assert (outcome.status, outcome.error) == ("failed", "no stage")


def test_a_builder_passes_its_wide_event_options_on__6_2() -> None:
    class Stage:
        async def execute(self, ctx: Any) -> Any: ...

    sink, builder = Sink(), PipelineBuilder().with_stage("a", Stage)
    graph = builder.build(emit_stage_wide_events=True, emit_pipeline_wide_event=True)
    asyncio.run(graph.run(create_test_pipeline_context(event_sink=sink)))
    assert [event_type for event_type, _ in sink.events if "wide" in event_type] == ["stage.wide", "pipeline.wide"]
    left = builder.with_stage("l", Stage, ["a"])
    assert left.compose(left).stage_names() == ["a", "l"]
    assert builder.stage_names() == ["a"]


def test_what_an_interceptor_is_made_of__6_6b() -> None:
    verdict = InterceptorResult()
    assert (verdict.stage_ran, verdict.result, verdict.error) == (True, None, None)
    verdict.stage_ran = False
    assert InterceptorError("text", "who").interceptor_name == "who"
    plain, ctx = Plain(), create_test_pipeline_context()
    assert (plain.name, plain.priority) == ("base_interceptor", 100)
    assert asyncio.run(plain.on_error("s", ValueError(), ctx)) is ErrorAction.FAIL
    view = InterceptorContext(ctx, "who")
    for name in ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "topology", "execution_mode"):
        assert getattr(view, name) == getattr(ctx, name)


class Named(Plain):
    def __init__(self, name: str, log: list[str], **does: Any) -> None:
        self.name, self.log, self.does = name, log, does

    async def before(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        self.log.append(self.name)
        return self.does.get("before")

    async def on_error(self, _stage_name: str, _error: Exception, _ctx: PipelineContext) -> ErrorAction:
        self.log.append(self.name)
        action: ErrorAction = self.does.get("error", ErrorAction.FAIL)
        return action


async def fails() -> StageResult:
    raise ValueError("boom")


async def completes() -> StageResult:
    return result()


def test_equal_priorities_keep_their_order_and_errors_are_told_from_the_inside_out__6_6b() -> None:
    log: list[str] = []
    ctx = create_test_pipeline_context()
    hooks: list[BaseInterceptor] = [Named("a", log), Named("b", log, error=ErrorAction.FALLBACK), Named("c", log)]
    outcome = asyncio.run(run_with_interceptors("s", fails, ctx, hooks))
    assert log == ["a", "b", "c", "c", "b"]
    assert (outcome.status, outcome.error) == ("failed", "boom")


def test_a_retry_that_fails_is_a_failed_result_after_two_calls__6_6b() -> None:
    calls: list[int] = []

    async def always_fails() -> StageResult:
        calls.append(1)
        raise ValueError(f"call {len(calls)}")

    hook = Named("a", [], error=ErrorAction.RETRY)
    outcome = asyncio.run(run_with_interceptors("s", always_fails, create_test_pipeline_context(), [hook]))
    assert (len(calls), outcome.status, outcome.error) == (2, "failed", "call 2")


def test_a_verdict_of_a_stage_that_ran_is_ignored__6_6b() -> None:
    hook = Named("a", [], before=InterceptorResult(stage_ran=True, result={"x": 1}, error="no"))
    outcome = asyncio.run(run_with_interceptors("s", completes, create_test_pipeline_context(), [hook]))
    assert (outcome.status, outcome.data, outcome.error) == ("completed", {}, None)


@pytest.mark.parametrize(
    ("data", "seconds"),
    [({}, 30.0), ({"_timeout.s": 250}, 0.25), ({"_timeout.s": 0}, None), ({"_timeout.s": -1}, None)],
    ids=["default", "own", "zero", "negative"],
)
def test_a_stage_has_thirty_seconds_or_what_its_key_says__6_6b(
    data: dict[str, Any], seconds: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    real = asyncio.timeout

    def noted(delay: float) -> Any:
        asked.append(delay)
        return real(delay)

    monkeypatch.setattr("stageflow.pipeline.envelope.asyncio.timeout", noted)
    asyncio.run(run_with_interceptors("s", completes, create_test_pipeline_context(data=data), []))
    assert asked == ([] if seconds is None else [seconds])


@pytest.mark.parametrize(("last_failure", "passes"), [(-1.0, False), (-29.0, False), (-31.0, True), (None, True)])
def test_a_breaker_goes_by_the_epoch_seconds_written_into_it__0_4(last_failure: float | None, passes: bool) -> None:
    breaker = CircuitBreakerInterceptor()
    breaker._breaker_states["s"] = "open"
    if last_failure is not None:
        breaker._last_failure["s"] = time.time() + last_failure
    verdict = asyncio.run(breaker.before("s", create_test_pipeline_context()))
    assert (verdict is None) == passes
    assert breaker._breaker_states["s"] == ("half_open" if passes else "open")


def test_the_logging_interceptor_tells_start_and_end__6_6b(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="stage_interceptor")
    ctx = create_test_pipeline_context()
    asyncio.run(LoggingInterceptor().before("s", ctx))
    asyncio.run(LoggingInterceptor().after("s", result("failed"), ctx))
    before, after = (vars(record) for record in caplog.records)
    assert {"stage": "s", "pipeline_run_id": str(ctx.pipeline_run_id), "topology": "test"}.items() <= before.items()
    assert {"stage": "s", "status": "failed", "duration_ms": 0}.items() <= after.items()


def test_stages_side_by_side_keep_their_own_start__d_19() -> None:
    ctx, tracing = create_test_pipeline_context(), TracingInterceptor()

    async def main() -> None:
        await tracing.before("a", ctx)
        start = ctx.data["_tracing.a"]
        await tracing.before("b", ctx)
        await tracing.after("b", result(), ctx)
        assert ctx.data["_tracing.a"] is start
        await tracing.after("a", result(), ctx)

    asyncio.run(main())
    assert ctx.data == {}


def test_no_duration_is_negative_when_the_clock_is_set_back__d_23(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    moments = iter(range(10_000, 0, -1))

    class Backwards(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(moments))

    monkeypatch.setattr(result_module, "datetime", Backwards)
    monkeypatch.setattr("stageflow.stages.context.datetime", Backwards)
    outcome, events = legacy(lambda: {"a": 1}, emit_stage_wide_events=True, emit_pipeline_wide_event=True)
    durations = [data["duration_ms"] for _, data in events if "duration_ms" in data]
    durations += [vars(record)["duration_ms"] for record in caplog.records if hasattr(record, "duration_ms")]
    assert len(durations) == 5
    assert all(0 <= duration < 10_000 for duration in durations)
    assert outcome.ended_at >= outcome.started_at


def test_a_run_writes_no_file__d_07(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []

    def refuse(*args: Any, **_: Any) -> Any:
        opened.append(args)
        raise OSError("no files")

    async def stage(ctx: Any) -> None: ...

    graph = UnifiedStageGraph([UnifiedStageSpec(name="s", runner=stage)])
    with monkeypatch.context() as patched:
        for module, name in ((builtins, "open"), (io, "open"), (os, "open")):
            patched.setattr(module, name, refuse)
        assert legacy(lambda: None)[0].status == "completed"
        asyncio.run(graph.run(create_test_stage_context()))
    assert opened == []


@pytest.mark.parametrize("make", ["legacy", "builder"])
def test_dependencies_given_as_text_are_refused_everywhere__d_28(make: str) -> None:
    text: Any = "abc"
    with pytest.raises(TypeError, match=r"write \('abc',\)"):
        if make == "legacy":
            StageGraph([StageSpec(name="s", runner=Plain, dependencies=text)])
        else:
            PipelineBuilder().with_stage("s", Plain, text)  # type: ignore[arg-type]


def test_every_call_of_the_tracker_holds_a_lock_that_belongs_to_no_loop__d_41() -> None:
    """Threads would lose updates too seldom to show that a lock is missing, so its use is counted."""
    tracker: Any = ChildRunTracker()
    held = tracker._lock
    entered: list[int] = []

    class Counted:
        def __enter__(self) -> None:
            entered.append(1)
            held.__enter__()

        def __exit__(self, *error: Any) -> None:
            held.__exit__(*error)

    tracker._lock = Counted()
    calls: list[Callable[[], Any]] = [
        lambda: tracker.register_child(uuid4(), uuid4()),
        lambda: tracker.unregister_child(uuid4(), uuid4()),
        lambda: tracker.get_children(uuid4()),
        lambda: tracker.get_parent(uuid4()),
        lambda: tracker.get_all_descendants(uuid4()),
        lambda: tracker.get_root_run(uuid4()),
        lambda: tracker.cleanup_run(uuid4()),
        lambda: tracker.get_metrics(),
        lambda: tracker.reset_metrics(),
    ]
    for number, call in enumerate(calls, 1):
        asyncio.run(call())
        assert len(entered) == number
    assert isinstance(held, type(threading.Lock()))


def test_a_child_runs_with_the_topology_and_mode_asked_for__6_7() -> None:
    seen: list[PipelineContext] = []

    async def runner(ctx: PipelineContext) -> None:
        seen.append(ctx)

    spawned = SubpipelineSpawner(emit_events=False).spawn(
        "child", create_test_pipeline_context(), uuid4(), "s", runner, topology="other", execution_mode="fast"
    )
    assert asyncio.run(spawned).data == {"result": None}
    assert (seen[0].topology, seen[0].execution_mode, seen[0].parent_stage_id) == ("other", "fast", "s")


def test_a_retryable_stage_retries_its_errors_only__6_8() -> None:
    class Stage(RetryableStage):
        retryable_errors: tuple[type[Exception], ...] = (KeyError,)

        async def run(self, *_: Any) -> Any: ...

    assert Stage().should_retry(KeyError())
    assert not Stage().should_retry(ValueError())
    Stage.retryable_errors = ()
    assert not Stage().should_retry(KeyError())


def test_without_a_sink_each_get_gives_a_new_one__7() -> None:
    clear_event_sink()
    assert get_event_sink() is not get_event_sink()


def test_defaults_leave_no_key_when_a_stage_fails__16_4() -> None:
    ctx = create_test_pipeline_context()
    outcome = asyncio.run(run_with_interceptors("s", fails, ctx, get_default_interceptors()))
    assert (outcome.status, ctx.data) == ("failed", {})
    assert NoOpSpan("s").is_recording() is False
