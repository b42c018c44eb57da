"""Interceptors around stages, in both graphs' ways of calling them."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from stageflow import Pipeline, StageContext, StageKind, StageOutput, StageResult, UnifiedStageExecutionError
from stageflow.pipeline import subpipeline
from stageflow.pipeline.interceptors import (
    BaseInterceptor,
    ChildTrackerMetricsInterceptor,
    CircuitBreakerInterceptor,
    ErrorAction,
    InterceptorContext,
    InterceptorResult,
    MetricsInterceptor,
    TimeoutInterceptor,
    TracingInterceptor,
    get_default_interceptors,
    run_with_interceptors,
)
from stageflow.stages import PipelineContext
from stageflow.testing import create_test_pipeline_context, create_test_stage_context


def result(status: Any = "completed", error: str | None = None, **data: Any) -> StageResult:
    now = PipelineContext.now()
    return StageResult("s", status, now, now, data, error)


class Noting(BaseInterceptor):
    """Notes its calls; hooks do what they are told."""

    def __init__(self, name: str, priority: int, log: list[str], **does: Any) -> None:
        self.name, self.priority, self.log, self.does = name, priority, log, does

    async def before(self, _stage_name: str, _ctx: PipelineContext) -> InterceptorResult | None:
        self.log.append(f"{self.name}.before")
        return await self._do("before")  # type: ignore[no-any-return]

    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None:
        self.log.append(f"{self.name}.after:{_result.status}")
        await self._do("after")

    async def on_error(self, _stage_name: str, _error: Exception, _ctx: PipelineContext) -> ErrorAction:
        self.log.append(f"{self.name}.error")
        return await self._do("error") or ErrorAction.FAIL

    async def _do(self, hook: str) -> Any:
        what = self.does.get(hook)
        if isinstance(what, BaseException):
            raise what
        if isinstance(what, asyncio.Event):
            await what.wait()
            return None
        return what


def run(stage: Callable[[], Any], *interceptors: BaseInterceptor, **data: Any) -> StageResult:
    ctx = create_test_pipeline_context(data=data)
    return asyncio.run(run_with_interceptors("s", stage, ctx, list(interceptors)))


async def completes() -> StageResult:
    return result(v=1)


def test_hooks_run_in_order_of_priority_and_back() -> None:
    log: list[str] = []
    assert run(completes, Noting("in", 9, log), Noting("out", 1, log)).data == {"v": 1}
    assert log == ["out.before", "in.before", "in.after:completed", "out.after:completed"]
    assert run(completes).data == {"v": 1}


def test_a_short_circuit_replaces_the_stage_and_after_runs_for_those_that_were_entered() -> None:
    log: list[str] = []
    verdict = InterceptorResult(stage_ran=False, result={"cached": 1})
    outcome = run(completes, Noting("a", 1, log, before=verdict), Noting("b", 2, log))
    assert (outcome.status, outcome.data, outcome.error) == ("completed", {"cached": 1}, None)
    assert log == ["a.before", "a.after:completed"]
    refused = run(completes, Noting("a", 1, log, before=InterceptorResult(stage_ran=False, error="no")))
    assert (refused.status, refused.error) == ("failed", "no")


def test_a_broken_hook_is_logged_and_ignored(caplog: pytest.LogCaptureFixture) -> None:
    log: list[str] = []
    broken = Noting("a", 1, log, before=ValueError("hook"), after=ValueError("hook"))
    assert run(completes, broken, Noting("b", 2, log)).status == "completed"
    assert log == ["a.before", "b.before", "b.after:completed", "a.after:completed"]
    assert caplog.text.count("interceptor a failed") == 2


@pytest.mark.parametrize(
    ("action", "calls", "status"),
    [(ErrorAction.FAIL, 1, "failed"), (ErrorAction.FALLBACK, 1, "failed"), (ErrorAction.RETRY, 2, "completed")],
)
def test_on_error_decides_about_one_retry(action: ErrorAction, calls: int, status: str) -> None:
    attempts: list[int] = []

    async def flaky() -> StageResult:
        attempts.append(1)
        if len(attempts) == 1:
            raise TimeoutError("mine")
        return result()

    outcome = run(flaky, Noting("a", 1, [], error=action), Noting("b", 2, [], error=ValueError("hook")))
    assert (len(attempts), outcome.status) == (calls, status)
    assert outcome.error == (None if status == "completed" else "mine")


def test_a_stage_that_takes_too_long_is_stopped_and_so_is_its_retry() -> None:
    async def hangs() -> StageResult:
        await asyncio.Event().wait()
        raise AssertionError

    log: list[str] = []
    outcome = run(hangs, Noting("a", 1, log), **{"_timeout.s": 10})
    assert outcome.status == "failed"
    assert outcome.error is not None
    assert "timed out" in outcome.error
    assert log == ["a.before", "a.after:failed"]

    attempts: list[int] = []

    async def fails_then_hangs() -> StageResult:
        attempts.append(1)
        if len(attempts) == 1:
            raise ValueError("first")
        return await hangs()

    retried = run(fails_then_hangs, Noting("a", 1, [], error=ErrorAction.RETRY), **{"_timeout.s": 10})
    assert retried.error is not None
    assert "timed out" in retried.error


def test_a_cancelled_stage_gives_every_before_its_after() -> None:
    log: list[str] = []

    async def main() -> None:
        async def hangs() -> StageResult:
            await asyncio.Event().wait()
            raise AssertionError

        hooks: list[BaseInterceptor] = [Noting("a", 1, log), Noting("b", 2, log)]
        task = asyncio.ensure_future(run_with_interceptors("s", hangs, create_test_pipeline_context(), hooks))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    asyncio.run(main())
    assert log == ["a.before", "b.before", "b.after:failed", "a.after:failed"]


def test_the_default_timeout_is_per_run_and_a_stages_own_one_is_honoured() -> None:
    timeout, ctx = TimeoutInterceptor(), create_test_pipeline_context(data={"_timeout_ms": 7, "_timeout.own": 3})

    async def main() -> None:
        for stage, expected in (("s", 7), ("own", 3)):
            await timeout.before(stage, ctx)
            assert ctx.data[f"_timeout.{stage}"] == expected
            await timeout.after(stage, result(), ctx)

    asyncio.run(main())
    assert ctx.data == {"_timeout_ms": 7, "_timeout.own": 3}


def breaker_call(breaker: CircuitBreakerInterceptor, stage: Callable[[], Any]) -> StageResult:
    return run(stage, breaker)


def test_the_breaker_opens_after_five_failures_and_stays_open_until_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("stageflow.pipeline.breaker.monotonic", lambda: now[0])
    breaker = CircuitBreakerInterceptor()

    async def fails() -> StageResult:
        raise ValueError("boom")

    for _ in range(4):
        breaker_call(breaker, fails)
    assert breaker._failure_counts == {"s": 4}
    assert breaker._breaker_states == {}
    breaker_call(breaker, fails)
    assert breaker._breaker_states == {"s": "open"}
    for _ in range(3):
        rejected = breaker_call(breaker, completes)
        assert rejected.status == "failed"
        assert rejected.error is not None
        assert "Circuit breaker open" in rejected.error
    now[0] += 31
    breaker_call(breaker, fails)
    assert breaker._breaker_states == {"s": "open"}
    now[0] += 31
    assert breaker_call(breaker, completes).status == "completed"
    assert breaker._breaker_states == {"s": "closed"}
    assert breaker._failure_counts == {"s": 0}


@pytest.mark.parametrize("step", [-86_400.0, 86_400.0], ids=["back", "forward"])
def test_a_clock_that_is_set_neither_opens_nor_shuts_the_breaker(step: float, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks, wall = [1000.0], [1e9]
    monkeypatch.setattr("stageflow.pipeline.breaker.monotonic", lambda: ticks[0])
    monkeypatch.setattr("stageflow.pipeline.breaker.time.time", lambda: wall[0])
    breaker, ctx = CircuitBreakerInterceptor(), create_test_pipeline_context()

    async def passes() -> bool:
        verdict = await breaker.before("s", ctx)
        if verdict is not None:
            await breaker.after("s", result("failed"), ctx)
        return verdict is None

    async def main() -> None:
        for _ in range(5):
            await breaker.after("s", result("failed"), ctx)
        wall[0] += step
        assert not await passes()
        ticks[0] += 31
        assert await passes()

    asyncio.run(main())


def test_a_moment_that_somebody_else_put_there_counts_by_the_clock_on_the_wall() -> None:
    breaker, ctx = CircuitBreakerInterceptor(), create_test_pipeline_context()
    breaker._breaker_states["s"] = "open"
    breaker._last_failure["s"] = time.time() - 1
    assert asyncio.run(breaker.before("s", ctx)) is not None
    breaker._last_failure["s"] = time.time() - 31
    assert asyncio.run(breaker.before("s", create_test_pipeline_context())) is None


def test_the_breaker_hooks_by_themselves() -> None:
    breaker, ctx, other = (
        CircuitBreakerInterceptor(),
        create_test_pipeline_context(),
        create_test_pipeline_context(),
    )

    async def main() -> None:
        assert await breaker.before("s", ctx) is None
        for _ in range(5):
            await breaker.after("s", result("failed"), ctx)
        assert breaker._breaker_states["s"] == "open"
        await breaker.after("s", result(), ctx)
        assert breaker._breaker_states["s"] == "closed"
        assert await breaker.on_error("s", ValueError(), ctx) is ErrorAction.FAIL
        assert breaker._failure_counts["s"] == 1
        breaker._breaker_states["h"] = "half_open"
        assert await breaker.before("h", ctx) is None
        probe = await breaker.before("h", other)
        assert probe is not None
        assert not probe.stage_ran

    asyncio.run(main())


def test_tracing_and_metrics_leave_nothing_behind(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="stage_metrics")
    ctx = create_test_pipeline_context()

    async def main() -> None:
        tracing, metrics = TracingInterceptor(), MetricsInterceptor()
        await tracing.before("s", ctx)
        await metrics.before("s", ctx)
        assert ctx.data["_tracing.span_name"] == "s"
        assert {"_tracing.span_start", "_metrics.stage_start_time"} <= set(ctx.data)
        await metrics.after("s", result(), ctx)
        await tracing.after("s", result(), ctx)

    asyncio.run(main())
    assert ctx.data == {}
    (record,) = caplog.records
    assert record.__dict__["stage"] == "s"
    assert isinstance(record.__dict__["duration_ms"], int)


def test_child_tracker_metrics_are_logged_for_child_runs_only(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, logger="stageflow.child_tracker_metrics")
    interceptor, ctx = ChildTrackerMetricsInterceptor(), create_test_pipeline_context()
    asyncio.run(interceptor.after("s", result(), ctx))
    assert caplog.records == []
    ctx.parent_run_id = uuid4()
    asyncio.run(interceptor.after("s", result(), ctx))
    assert [record.getMessage() for record in caplog.records] == ["ChildRunTracker metrics"]
    assert caplog.records[0].__dict__["registration_count"] >= 0

    def fails() -> Any:
        raise ValueError("tracker")

    monkeypatch.setattr(subpipeline, "get_child_tracker", fails)
    asyncio.run(interceptor.after("s", result(), ctx))
    assert "Failed to log ChildRunTracker metrics" in caplog.records[1].getMessage()


def test_defaults_are_fresh_and_ordered() -> None:
    names = ["timeout", "circuit_breaker", "tracing", "metrics", "child_tracker_metrics", "logging"]
    one, other = get_default_interceptors(), get_default_interceptors()
    assert [interceptor.name for interceptor in one] == names
    assert [interceptor.priority for interceptor in one] == [5, 10, 20, 40, 45, 50]
    assert not set(map(id, one)) & set(map(id, other))


def test_interceptor_context_writes_only_its_own_observations() -> None:
    ctx = create_test_pipeline_context(data={"a": 1})
    view = InterceptorContext(ctx, "mine")
    view.data["a"] = 2
    assert ctx.data == {"a": 1}
    assert view.get_observation("k") is None
    assert ctx.data == {"a": 1}
    view.add_observation("k", 7)
    assert view.get_observation("k") == 7
    assert InterceptorContext(ctx, "other").get_observation("k") is None
    assert ctx.data["_interceptor.mine"] == {"k": 7}
    assert view._observations == {}
    assert (view.name, view.user_id, view.topology) == ("mine", ctx.user_id, "test")


async def ok(ctx: StageContext) -> StageOutput:
    await asyncio.sleep(0)
    return StageOutput.ok(n=ctx.stage_name)


def unified(run_async: Any, stage: Any, *interceptors: BaseInterceptor) -> Any:
    pipeline = Pipeline().with_stage("s", stage, StageKind.WORK).with_stage("t", ok, StageKind.WORK, ("s",))
    return run_async(pipeline.build(interceptors=interceptors).run(create_test_stage_context()))


def test_the_unified_graph_calls_its_interceptors_around_every_stage(run_async: Any) -> None:
    log: list[str] = []
    results = unified(run_async, ok, Noting("b", 2, log), Noting("a", 1, log), *get_default_interceptors())
    assert results["t"].data == {"n": "t"}
    assert log == ["a.before", "b.before", "b.after:completed", "a.after:completed"] * 2


def test_a_short_circuit_in_the_unified_graph_is_the_stages_output_or_failure(run_async: Any) -> None:
    cached = Noting("a", 1, [], before=InterceptorResult(stage_ran=False, result={"cached": 1}))
    assert unified(run_async, ok, cached)["s"].data == {"cached": 1}
    with pytest.raises(UnifiedStageExecutionError, match="refused"):
        unified(run_async, ok, Noting("a", 1, [], before=InterceptorResult(stage_ran=False, error="refused")))


def test_failures_keep_their_own_exception_in_the_unified_graph(run_async: Any) -> None:
    log: list[str] = []
    boom = ValueError("boom")

    async def fails(ctx: StageContext) -> None:
        raise boom

    with pytest.raises(UnifiedStageExecutionError) as caught:
        unified(run_async, fails, Noting("a", 1, log))
    assert caught.value.original is boom
    assert log == ["a.before", "a.error", "a.after:failed"]


def test_a_timeout_in_the_unified_graph_is_the_stages_failure(run_async: Any) -> None:
    class Quick(BaseInterceptor):
        async def before(self, stage_name: str, ctx: PipelineContext) -> None:
            ctx.data[f"_timeout.{stage_name}"] = 10

        async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None: ...

    async def hangs(ctx: StageContext) -> None:
        await asyncio.Event().wait()

    with pytest.raises(UnifiedStageExecutionError, match="timed out") as caught:
        unified(run_async, hangs, Quick())
    assert isinstance(caught.value.original, TimeoutError)


def test_a_cancelled_run_gives_every_before_its_after_in_the_unified_graph(run_async: Any) -> None:
    log: list[str] = []

    async def hangs(ctx: StageContext) -> None:
        await asyncio.Event().wait()

    async def main() -> None:
        graph = Pipeline().with_stage("s", hangs, StageKind.WORK).build(interceptors=[Noting("a", 1, log)])
        task = asyncio.create_task(graph.run(create_test_stage_context()))
        for _ in range(5):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    run_async(main())
    assert log == ["a.before", "a.after:failed"]
