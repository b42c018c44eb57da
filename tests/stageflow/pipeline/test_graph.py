"""What a run of the unified graph gives, on both kinds of loop."""

import asyncio
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from stageflow import (
    ContextSnapshot,
    Pipeline,
    RunIdentity,
    StageArtifact,
    StageContext,
    StageKind,
    StageOutput,
    StageStatus,
    UnifiedPipelineCancelled,
    UnifiedStageExecutionError,
    UnifiedStageGraph,
)
from stageflow.pipeline.dag import GraphCycleError, GraphDeadlockError, UnifiedStageSpec
from stageflow.pipeline.interceptors import BaseInterceptor, LoggingInterceptor, MetricsInterceptor
from stageflow.stages import CorePorts, StageInputs, UndeclaredDependencyError
from stageflow.testing import create_test_stage_context

Run = Callable[[Any], Any]


async def ok(ctx: StageContext) -> StageOutput:
    return StageOutput.ok(name=ctx.stage_name)


async def ok_later(ctx: StageContext) -> StageOutput:
    await asyncio.sleep(0)
    return StageOutput.ok(name=ctx.stage_name)


class Recording:
    """A sink that keeps what `try_emit` brings."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    async def emit(self, **event: Any) -> None:
        raise AssertionError("the graph uses try_emit")

    def try_emit(self, **event: Any) -> None:
        self.events.append((event["type"], event["data"]))


class Broken:
    """A sink that always raises."""

    async def emit(self, **event: Any) -> None:
        raise RuntimeError("sink")

    def try_emit(self, **event: Any) -> None:
        raise RuntimeError("sink")


def returns(value: Any) -> Any:
    async def stage(ctx: StageContext) -> Any:
        return value

    return stage


def raises(error: BaseException) -> Any:
    async def stage(ctx: StageContext) -> Any:
        raise error

    return stage


def graph(*stages: tuple[Any, ...], **options: Any) -> UnifiedStageGraph:
    """A graph of (name, runner, *dependencies)."""
    specs = [UnifiedStageSpec(name=name, runner=runner, dependencies=tuple(deps)) for name, runner, *deps in stages]
    return UnifiedStageGraph(specs, **options)


@pytest.mark.parametrize("stage", [ok, ok_later], ids=["at-once", "suspending"])
def test_a_diamond_runs_every_stage_after_its_inputs(run_async: Run, stage: Any) -> None:
    order: list[str] = []

    async def noted(ctx: StageContext) -> StageOutput:
        assert set(ctx.inputs.prior_outputs) <= set(order)
        output: StageOutput = await stage(ctx)
        order.append(ctx.stage_name)
        return output

    built = graph(("a", noted), ("b", noted, "a"), ("c", noted, "a"), ("d", noted, "b", "c", "b"))
    results = run_async(built.run(create_test_stage_context()))
    assert order[0] == "a"
    assert order[-1] == "d"
    assert list(results) == order
    assert {name: output.data["name"] for name, output in results.items()} == {n: n for n in "abcd"}


@pytest.mark.parametrize(
    ("value", "status", "data"),
    [
        (None, StageStatus.OK, {}),
        ({"a": 1}, StageStatus.OK, {"a": 1}),
        (StageOutput.skip("why"), StageStatus.SKIP, {"reason": "why"}),
        (StageOutput.retry("later"), StageStatus.RETRY, {}),
    ],
    ids=["none", "dict", "skip", "retry"],
)
def test_what_a_stage_returns_is_recorded_and_dependents_run(
    run_async: Run, value: Any, status: StageStatus, data: Any
) -> None:
    results = run_async(graph(("a", returns(value)), ("b", ok, "a")).run(create_test_stage_context()))
    assert results["a"].status == status
    assert results["a"].data == data
    assert results["b"].status == StageStatus.OK


def test_durations_are_stamped_without_touching_what_the_stage_returned(run_async: Run) -> None:
    mine = StageOutput(StageStatus.OK, {"a": 1}, artifacts=[StageArtifact("t", {})], duration_ms=99_999)
    result = run_async(graph(("a", returns(mine))).run(create_test_stage_context()))["a"]
    assert isinstance(result.duration_ms, int)
    assert result.duration_ms < 99_999
    assert mine.duration_ms == 99_999
    assert result.data is mine.data
    assert result.artifacts is mine.artifacts


def test_an_output_that_the_stage_keeps_is_not_changed(run_async: Run) -> None:
    kept = StageOutput.ok(a=1)
    run_async(graph(("a", returns(kept)), ("b", returns(kept), "a")).run(create_test_stage_context()))
    assert kept.duration_ms is None


def test_a_stage_sees_its_declared_dependencies_in_declared_order(run_async: Run) -> None:
    seen: dict[str, Any] = {}

    async def looks(ctx: StageContext) -> None:
        seen["outputs"] = list(ctx.inputs.prior_outputs)
        seen["first"] = ctx.inputs.get("name")
        with pytest.raises(UndeclaredDependencyError, match=r"'c'.*'other'.*'a', 'b'"):
            ctx.inputs.get_from("other", "name")
        with pytest.raises(TypeError):
            ctx.inputs.prior_outputs["x"] = StageOutput.ok()

    async def looks_without_dependencies(ctx: StageContext) -> None:
        with pytest.raises(UndeclaredDependencyError):
            ctx.inputs.get_from("a", "name")

    built = graph(("a", ok_later), ("b", ok), ("other", looks_without_dependencies), ("c", looks, "a", "b"))
    run_async(built.run(create_test_stage_context()))
    assert seen == {"outputs": ["a", "b"], "first": "a"}


def test_stages_share_the_runs_snapshot_timer_sink_and_ports(run_async: Run) -> None:
    ports = CorePorts(db=object())
    snapshot: ContextSnapshot[Any] = ContextSnapshot(RunIdentity(pipeline_run_id=uuid4()))
    ctx = create_test_stage_context(snapshot=snapshot, inputs=StageInputs(snapshot, ports=ports))
    seen: list[StageContext] = []

    async def note(stage_ctx: StageContext) -> None:
        seen.append(stage_ctx)

    run_async(graph(("a", note), ("b", note, "a")).run(ctx))
    for stage_ctx in seen:
        assert stage_ctx.snapshot is snapshot
        assert stage_ctx.timer is ctx.timer
        assert stage_ctx.event_sink is ctx.event_sink
        assert stage_ctx.inputs.ports is ports
        assert stage_ctx.inputs is stage_ctx.inputs
        with pytest.raises(AttributeError):
            stage_ctx.stage_name = "x"  # type: ignore[misc]
        with pytest.raises(TypeError, match="__init__"):
            stage_ctx.__init__(snapshot, stage_ctx.inputs, "x", ctx.timer)  # type: ignore[misc]
        twin = replace(stage_ctx, stage_name="twin")
        assert (twin.stage_name, twin.inputs, type(twin)) == ("twin", stage_ctx.inputs, StageContext)


@pytest.mark.parametrize("stage", [ok, ok_later], ids=["at-once", "suspending"])
def test_context_variables_do_not_leak_between_stages_or_to_the_caller(run_async: Run, stage: Any) -> None:
    variable: ContextVar[str] = ContextVar("variable", default="unset")

    async def sets(ctx: StageContext) -> StageOutput:
        assert variable.get() == "caller"
        variable.set(ctx.stage_name)
        output: StageOutput = await stage(ctx)
        assert variable.get() == ctx.stage_name
        return output

    async def main() -> None:
        variable.set("caller")
        await graph(("a", sets), ("b", sets), ("c", sets, "a"), ("d", sets, "a", "b")).run(create_test_stage_context())
        assert variable.get() == "caller"

    run_async(main())


def test_current_task_is_the_task_that_drives_the_stage(run_async: Run) -> None:
    async def stage(ctx: StageContext) -> None:
        task = asyncio.current_task()
        await asyncio.sleep(0)
        assert asyncio.current_task() is task
        async with asyncio.timeout(10), asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(0))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await asyncio.Event().wait()
        assert asyncio.current_task() is task

    run_async(graph(("a", stage), ("b", stage), ("c", stage, "a", "b")).run(create_test_stage_context()))


def test_an_exception_ends_the_run_with_its_stage_cause_and_the_finished_results(run_async: Run) -> None:
    boom = ValueError("boom")
    built = graph(("a", ok), ("b", raises(boom), "a"), ("c", ok, "b"))
    with pytest.raises(UnifiedStageExecutionError, match="'b' failed: boom") as caught:
        run_async(built.run(create_test_stage_context()))
    assert caught.value.stage == "b"
    assert caught.value.original is boom
    assert caught.value.__cause__ is boom
    assert caught.value.recoverable is False
    assert list(caught.value.results) == ["a"]


@pytest.mark.parametrize(
    ("runner", "cause", "text"),
    [
        (returns(StageOutput.fail("no", {"k": 1})), Exception, "no"),
        (returns(7), TypeError, "must return a StageOutput, a dict or None, got int"),
        (lambda ctx: StageOutput.ok(), TypeError, "did not return an awaitable but StageOutput"),
        (raises(TimeoutError("mine")), TimeoutError, "mine"),
        (raises(asyncio.CancelledError("mine")), asyncio.CancelledError, "mine"),
        (raises(StopIteration("mine")), RuntimeError, "StopIteration"),
    ],
    ids=["fail-output", "wrong-type", "not-async", "timeout-error", "cancelled-error", "stop-iteration"],
)
def test_every_kind_of_failure_is_the_failure_of_its_stage(run_async: Run, runner: Any, cause: Any, text: str) -> None:
    with pytest.raises(UnifiedStageExecutionError, match=text) as caught:
        run_async(graph(("a", runner), ("b", ok, "a")).run(create_test_stage_context()))
    assert caught.value.stage == "a"
    assert isinstance(caught.value.original, cause)


def test_a_stage_that_cancels_its_own_task_fails_itself_and_not_its_neighbour(run_async: Run) -> None:
    async def suicidal(ctx: StageContext) -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()

    with pytest.raises(UnifiedStageExecutionError) as caught:
        run_async(graph(("a", ok), ("b", suicidal), ("c", ok), ("d", ok_later)).run(create_test_stage_context()))
    assert caught.value.stage == "b"
    assert {"a", "c"} <= set(caught.value.results)


def test_of_several_failures_in_one_turn_the_first_in_graph_order_is_raised_and_all_are_kept(run_async: Run) -> None:
    async def fails_later(ctx: StageContext) -> None:
        await asyncio.sleep(0)
        raise ValueError(ctx.stage_name)

    async def fails(ctx: StageContext) -> None:
        raise ValueError(ctx.stage_name)

    for stage in (fails, fails_later):
        with pytest.raises(UnifiedStageExecutionError) as caught:
            run_async(graph(("x", ok), ("c", stage), ("a", stage), ("b", stage)).run(create_test_stage_context()))
        assert caught.value.stage == "c"
        assert [name for name, _ in caught.value.failures] == ["c", "a", "b"]
        assert list(caught.value.results) == ["x"]


def test_a_cancel_output_ends_the_run_and_is_among_the_results(run_async: Run) -> None:
    started: list[str] = []

    async def note(ctx: StageContext) -> None:
        started.append(ctx.stage_name)

    built = graph(("a", note), ("b", returns(StageOutput.cancel("enough")), "a"), ("c", note, "b"))
    with pytest.raises(UnifiedPipelineCancelled, match="enough") as caught:
        run_async(built.run(create_test_stage_context()))
    assert caught.value.stage == "b"
    assert caught.value.reason == "enough"
    assert list(caught.value.results) == ["a", "b"]
    assert started == ["a"]


def test_a_conditional_stage_is_skipped_by_a_skip_reason_and_its_dependents_run(run_async: Run) -> None:
    sink = Recording()
    specs = [
        UnifiedStageSpec(name="a", runner=returns({"skip_reason": "closed"})),
        UnifiedStageSpec(name="b", runner=raises(AssertionError("called")), dependencies=("a",), conditional=True),
        UnifiedStageSpec(name="c", runner=ok, dependencies=("b",), conditional=True),
        UnifiedStageSpec(name="d", runner=ok, dependencies=("a",)),
        UnifiedStageSpec(name="e", runner=returns(StageOutput.skip("idle"))),
    ]
    ctx = create_test_stage_context(event_sink=sink)
    results = run_async(UnifiedStageGraph(specs).run(ctx))
    assert results["b"].status == StageStatus.SKIP
    assert results["b"].data == {"reason": "closed"}
    assert results["b"].duration_ms is None
    assert results["c"].status == results["d"].status == StageStatus.OK
    events = dict(sink.events)
    assert set(events) == {"stage.b.skipped", "stage.e.skipped"}
    assert events["stage.b.skipped"] == {
        "stage": "b",
        "reason": "closed",
        "pipeline_run_id": str(ctx.pipeline_run_id),
        "request_id": str(ctx.request_id),
    }
    assert set(events["stage.e.skipped"]) == {"stage", "reason", "pipeline_run_id", "request_id", "duration_ms"}


def test_a_raising_sink_changes_nothing(run_async: Run, caplog: pytest.LogCaptureFixture) -> None:
    ctx = create_test_stage_context(event_sink=Broken())
    results = run_async(graph(("a", returns(StageOutput.skip("x"))), ("b", ok, "a")).run(ctx))
    assert list(results) == ["a", "b"]
    assert "event sink failed" in caplog.text


@pytest.mark.parametrize("dependencies", [("b", "a"), ("a", "a")], ids=["cycle-of-two", "itself"])
def test_a_cycle_is_refused_with_its_path_before_any_stage(run_async: Run, dependencies: tuple[str, str]) -> None:
    started: list[str] = []

    async def note(ctx: StageContext) -> None:
        started.append(ctx.stage_name)

    built = graph(("root", note), ("a", note, dependencies[0]), ("b", note, dependencies[1]))
    with pytest.raises(RuntimeError, match="Deadlock") as caught:
        run_async(built.run(create_test_stage_context()))
    assert isinstance(caught.value, GraphCycleError)
    assert caught.value.cycle_path[0] == caught.value.cycle_path[-1]
    assert started == []


def test_an_unknown_dependency_is_refused_before_any_stage(run_async: Run) -> None:
    built = graph(("fetch", raises(AssertionError("started"))), ("parse", ok, "fetsh"))
    with pytest.raises(GraphDeadlockError, match=r"Deadlock.*'parse'.*did you mean 'fetch'\?"):
        run_async(built.run(create_test_stage_context()))


def test_construction_refuses_no_stages_and_dependencies_given_as_text() -> None:
    with pytest.raises(ValueError, match="UnifiedStageGraph requires at least one UnifiedStageSpec"):
        UnifiedStageGraph([])
    with pytest.raises(TypeError, match=r"write \('abc',\)"):
        UnifiedStageGraph([UnifiedStageSpec(name="a", runner=ok, dependencies="abc")])  # type: ignore[arg-type]


def test_a_duplicate_name_keeps_the_last_spec_at_the_first_place(run_async: Run) -> None:
    built = graph(("a", returns({"v": 1})), ("b", ok), ("a", returns({"v": 2})))
    assert [spec.name for spec in built.stage_specs] == ["a", "b"]
    assert run_async(built.run(create_test_stage_context()))["a"].data == {"v": 2}


def test_specs_handed_out_or_in_cannot_change_the_graph(run_async: Run) -> None:
    spec = UnifiedStageSpec(name="a", runner=returns({"v": 1}))
    built = UnifiedStageGraph([spec])
    spec.runner = returns({"v": 2})
    built.stage_specs[0].runner = returns({"v": 3})
    assert run_async(built.run(create_test_stage_context()))["a"].data == {"v": 1}


def test_a_run_on_the_wrong_kind_of_context_says_what_to_use(run_async: Run) -> None:
    with pytest.raises(TypeError, match="create_stage_context"):
        run_async(graph(("a", ok)).run({}))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [2_000])
def test_long_chains_and_wide_fans_complete(run_async: Run, size: int) -> None:
    chain = graph(("s0", ok), *((f"s{i}", ok, f"s{i - 1}") for i in range(1, size)))
    assert len(run_async(chain.run(create_test_stage_context()))) == size
    fan = graph(*((f"s{i}", ok_later if i % 2 else ok) for i in range(size)))
    assert len(run_async(fan.run(create_test_stage_context()))) == size


def test_the_log_tells_the_run(run_async: Run, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="pipeline_dag")
    run_async(graph(("a", ok), ("b", ok, "a")).run(create_test_stage_context()))
    events = [record.__dict__["event"] for record in caplog.records if record.name == "pipeline_dag"]
    assert events[0] == "graph_started"
    assert events[-1] == "graph_completed"
    assert events.count("stage_started") == events.count("stage_completed") == 2


def test_every_line_of_a_run_names_the_run(run_async: Run, caplog: pytest.LogCaptureFixture) -> None:
    class Breaks(BaseInterceptor):
        async def before(self, stage_name: str, ctx: Any) -> None:
            raise RuntimeError("hook")

        async def after(self, stage_name: str, result: Any, ctx: Any) -> None:
            raise RuntimeError("hook")

    async def skips(ctx: StageContext) -> StageOutput:
        ctx.try_emit_event("note", {})
        built.register_cleanup(fails, name="fails")
        return StageOutput.skip("nothing to do")

    async def fails() -> None:
        raise RuntimeError("cleanup")

    caplog.set_level(logging.INFO)
    pipeline = Pipeline().with_stage("a", skips, StageKind.WORK).with_stage("b", skips, StageKind.WORK, ("a",))
    built = pipeline.build(interceptors=[Breaks(), LoggingInterceptor(), MetricsInterceptor()])
    run_id = uuid4()
    run_async(built.run(create_test_stage_context(event_sink=Broken(), pipeline_run_id=run_id)))
    assert {record.name for record in caplog.records} == {
        "interceptors",
        "pipeline_dag",
        "stage_interceptor",
        "stage_metrics",
        "stageflow.cancellation",
        "stageflow.core.stage_context",
    }
    assert {vars(record).get("pipeline_run_id") for record in caplog.records} == {str(run_id)}


def test_one_long_turn_gives_way_to_other_tasks(run_async: Run) -> None:
    async def main() -> int:
        ticks = 0

        async def ticker() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0)
                ticks += 1

        other = asyncio.create_task(ticker())
        built = graph(("s0", ok), *((f"s{i}", ok, f"s{i - 1}") for i in range(1, 1_000)))
        await built.run(create_test_stage_context())
        other.cancel()
        await asyncio.wait({other})
        return ticks

    assert run_async(main()) >= 3


def test_duration_of_an_interval() -> None:
    assert UnifiedStageGraph._duration_ms(10.0, 11.5) == 1500


def test_no_stage_can_change_the_plan_or_the_results_of_its_run(run_async: Run) -> None:
    refused = []

    async def hostile(ctx: StageContext) -> StageOutput:
        held: Any = ctx
        changes: list[Callable[[], Any]] = [
            lambda: held._stage.children.clear(),
            lambda: held._shared.outputs.clear(),
            lambda: held._shared.outputs.update(after=None),
            lambda: held._shared.outputs.__setitem__("before", None),
        ]
        for change in changes:
            with pytest.raises((AttributeError, TypeError)):
                change()
            refused.append(change)
        return StageOutput.ok(value=1)

    async def quiet(ctx: StageContext) -> StageOutput:
        return StageOutput.ok(value=2)

    pipeline = Pipeline().with_stage("before", quiet, StageKind.TRANSFORM)
    pipeline = pipeline.with_stage("hostile", hostile, StageKind.TRANSFORM, dependencies=("before",))
    graph = pipeline.with_stage("after", quiet, StageKind.TRANSFORM, dependencies=("hostile",)).build()
    results = run_async(graph.run(create_test_stage_context()))
    assert len(refused) == 4
    assert {name: output.data["value"] for name, output in results.items()} == {"before": 2, "hostile": 1, "after": 2}
