"""The legacy graph and its builder."""

import asyncio
from typing import Any

import pytest

from stageflow import StageOutput, StageResult
from stageflow.pipeline import CycleDetectedError, PipelineBuilder, PipelineValidationError, StageGraph, StageSpec
from stageflow.pipeline.interceptors import BaseInterceptor
from stageflow.stages import PipelineContext
from stageflow.testing import create_test_pipeline_context


class Sink:
    def __init__(self, fails: bool = False) -> None:
        self.types: list[str] = []
        self.data: list[dict[str, Any]] = []
        self.fails = fails

    async def emit(self, **event: Any) -> None:
        raise AssertionError("the graph uses try_emit")

    def try_emit(self, **event: Any) -> None:
        self.types.append(event["type"])
        self.data.append(event["data"])
        if self.fails:
            raise RuntimeError("sink")


def stage(value: Any = None, *, waits: bool = False) -> Any:
    """A stage class that returns or raises a value, or waits for ever."""

    class Made:
        async def execute(self, ctx: PipelineContext) -> Any:
            if waits:
                await asyncio.Event().wait()
            if isinstance(value, BaseException):
                raise value
            return value

    return Made


def graph(*stages: tuple[Any, ...], **options: Any) -> StageGraph:
    """A graph of (name, runner, *dependencies)."""
    specs = [StageSpec(name=name, runner=runner, dependencies=tuple(deps)) for name, runner, *deps in stages]
    return StageGraph(specs, **options)


def run(built: StageGraph, ctx: PipelineContext | None = None) -> dict[str, StageResult]:
    async def main() -> dict[str, StageResult]:
        results = await built.run(ctx if ctx is not None else create_test_pipeline_context())
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return results

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("value", "status", "data", "error"),
    [
        (None, "completed", {}, None),
        ({"a": 1}, "completed", {"a": 1}, None),
        (StageOutput.ok(a=1), "completed", {"a": 1}, None),
        (StageOutput.cancel("x"), "completed", {"cancel_reason": "x"}, None),
        (StageOutput.retry("again"), "completed", {}, "again"),
        (StageOutput.fail("no"), "failed", {}, "no"),
        (ValueError("boom"), "failed", {}, "boom"),
        (asyncio.CancelledError("mine"), "failed", {}, "mine"),
    ],
    ids=["none", "dict", "ok", "cancel", "retry", "fail", "raises", "cancels-itself"],
)
def test_what_a_stage_gives_and_its_dependents_run(value: Any, status: str, data: Any, error: str | None) -> None:
    results = run(graph(("a", stage(value)), ("b", stage(), "a")))
    assert (results["a"].status, results["a"].data, results["a"].error) == (status, data, error)
    assert results["b"].status == "completed"


def test_an_unsupported_type_is_a_failed_result() -> None:
    result = run(graph(("a", stage(7))))["a"]
    assert result.status == "failed"
    assert "int" in str(result.error)


def test_events_of_a_run_in_order() -> None:
    sink = Sink()
    run(
        graph(
            ("a", stage()),
            ("b", stage(ValueError("boom")), "a"),
            interceptors=[],
            emit_stage_wide_events=True,
            emit_pipeline_wide_event=True,
        ),
        create_test_pipeline_context(event_sink=sink),
    )
    assert sink.types == [
        "stage.a.started",
        "stage.a.completed",
        "stage.wide",
        "stage.b.started",
        "stage.b.failed",
        "stage.wide",
        "pipeline.wide",
    ]
    assert sink.data[4]["error"] == "boom"
    wide = sink.data[-1]
    assert (wide["pipeline_name"], wide["status"]) == ("test", "failed")
    assert wide["stage_counts"] == {"completed": 1, "failed": 1}
    assert [detail["stage"] for detail in wide["stage_details"]] == ["a", "b"]


def test_a_raising_sink_changes_nothing() -> None:
    options = {"emit_stage_wide_events": True, "emit_pipeline_wide_event": True}
    ctx = create_test_pipeline_context(event_sink=Sink(fails=True))
    assert run(graph(("a", stage()), **options), ctx)["a"].status == "completed"


def test_a_canceled_context_runs_nothing() -> None:
    ctx = create_test_pipeline_context()
    ctx.mark_canceled()
    result = run(graph(("a", stage(AssertionError("started")))), ctx)["a"]
    assert (result.status, result.error) == ("failed", "Pipeline canceled")


def test_marking_the_context_canceled_acts_while_every_stage_waits() -> None:
    ctx = create_test_pipeline_context()

    async def main() -> dict[str, StageResult]:
        built = graph(("a", stage({"v": 1})), ("b", stage(waits=True)), ("c", stage(), "b"))
        task = asyncio.create_task(built.run(ctx))
        for _ in range(20):
            await asyncio.sleep(0)
        ctx.mark_canceled()
        return await task

    results = asyncio.run(main())
    assert {name: result.status for name, result in results.items()} == {"a": "completed", "b": "failed", "c": "failed"}
    assert ctx._cancel_listeners == []


def test_cancelling_the_caller_stops_the_stages() -> None:
    async def main() -> None:
        task = asyncio.create_task(graph(("a", stage(waits=True))).run(create_test_pipeline_context()))
        for _ in range(10):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_what_cannot_run_is_refused_before_any_stage() -> None:
    with pytest.raises(ValueError, match="StageGraph requires at least one StageSpec"):
        StageGraph(specs=[])
    started = AssertionError("started")
    with pytest.raises(RuntimeError, match="Deadlock"):
        run(graph(("root", stage(started)), ("a", stage(started), "missing")))
    with pytest.raises(RuntimeError, match="Deadlock"):
        run(graph(("root", stage(started)), ("a", stage(), "b"), ("b", stage(), "a")))


def test_interceptors_are_given_or_the_default_ones() -> None:
    class Mine(BaseInterceptor):
        async def before(self, stage_name: str, ctx: PipelineContext) -> None: ...

        async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None: ...

    assert len(graph(("a", stage()))._interceptors) == 6
    assert len(graph(("a", stage()), interceptors=[Mine()])._interceptors) == 1
    assert len(graph(("a", stage()), interceptors=[])._interceptors) == 0
    assert len(graph(("a", stage()), ("a", stage()))._specs) == 1


def test_a_run_leaves_no_key_of_its_own_in_the_context() -> None:
    ctx = create_test_pipeline_context(data={"mine": 1})
    run(graph(("a", stage()), ("b", stage()), ("c", stage(), "a", "b")), ctx)
    assert ctx.data == {"mine": 1}


class Adds:
    def __init__(self, amount: int = 0) -> None:
        self.amount = amount

    async def execute(self, ctx: PipelineContext) -> StageOutput:
        return StageOutput.ok(amount=self.amount)


def test_built_graphs_run_with_their_arguments() -> None:
    builder = PipelineBuilder("p").with_stage("a", Adds, args={"amount": 7}).with_stage("b", Adds(3), ("a",))
    results = run(builder.build())
    assert (results["a"].data, results["b"].data) == ({"amount": 7}, {"amount": 3})
    assert len(builder.build().stage_specs) == 2
    with pytest.raises(ValueError, match="empty"):
        PipelineBuilder().build()


def test_the_builder_checks_at_every_step() -> None:
    one = PipelineBuilder("p").with_stage("fetch", Adds)
    with pytest.raises(PipelineValidationError, match=r"does not exist; did you mean 'fetch'\?") as missing:
        one.with_stage("b", Adds, ["fetsh"])
    assert missing.value.stages == ["b", "fetsh"]
    two = one.with_stage("b", Adds, ["fetch"])
    with pytest.raises(CycleDetectedError, match="cycle") as cycle:
        two.with_stage("fetch", Adds, ["b"])
    assert cycle.value.cycle_path == ["fetch", "b", "fetch"]
    assert cycle.value.stages == ["fetch", "b"]
    assert (one.stage_names(), two.stage_names()) == (["fetch"], ["fetch", "b"])
    with pytest.raises(CycleDetectedError):
        PipelineBuilder(stages={**two.stages, "fetch": two.stages["b"]})
    assert two.get_stage("b") is two.stages["b"]
    assert two.get_stage("x") is None
    assert two.has_stage("b")
    assert "'p'" in repr(two)
    assert "fetch" in repr(two)


def test_composing_builders() -> None:
    base = PipelineBuilder("a").with_stage("x", Adds)
    left, right = base.with_stage("l", Adds, ["x"]), base.with_stage("r", Adds, ["x"])
    right.name = "b"
    both = left.compose(right)
    assert both.name == "a+b"
    assert sorted(both.stage_names()) == ["l", "r", "x"]
    with pytest.raises(PipelineValidationError, match="different specs") as caught:
        left.compose(PipelineBuilder().with_stage("x", stage()))
    assert caught.value.stages == ["x"]


def test_long_builders_need_no_recursion() -> None:
    builder = PipelineBuilder().with_stage("s0", Adds)
    for number in range(1, 1_500):
        builder = builder.with_stage(f"s{number}", Adds, [f"s{number - 1}"])
    assert builder.stage_names()[-1] == "s1499"
    reversed_stages = dict(reversed(list(builder.stages.items())))
    assert PipelineBuilder(stages=reversed_stages).stage_names()[0] == "s0"
