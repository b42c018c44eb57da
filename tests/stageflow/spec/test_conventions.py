"""Statements of the 0.5 specification that hold for many classes at once (its sections 0.3 to 0.6, 5.5 and 7)."""

import asyncio
import dataclasses
import importlib
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock
from uuid import uuid4

import pytest

import stageflow
from stageflow import (
    ChildRunTracker,
    ChildTrackerMetricsInterceptor,
    CircuitBreakerInterceptor,
    OutputBag,
    Pipeline,
    PipelineRegistry,
    StageGraph,
    StageKind,
    StageOutput,
    StageSpec,
    SubpipelineSpawner,
    UnifiedStageGraph,
)
from stageflow.context import ContextBag
from stageflow.events import BackpressureAwareEventSink, LoggingEventSink, NoOpEventSink, sink
from stageflow.observability import NoOpSpan
from stageflow.pipeline.dag import UnifiedStageSpec
from stageflow.pipeline.interceptors import BaseInterceptor, InterceptorContext
from stageflow.stages import StageResult, errors
from stageflow.testing import create_test_pipeline_context, create_test_snapshot, create_test_stage_context

API = json.loads(Path(__file__).parents[1].joinpath("api.json").read_text())
FROZEN = [
    (module, name)
    for module, names in API.items()
    for name, wanted in names.items()
    if wanted.get("is") == "dataclass" and wanted.get("frozen")
]


@pytest.mark.parametrize(("module", "name"), FROZEN, ids=lambda part: part.rpartition(".")[2])
def test_a_frozen_class_refuses_assignment__0_3(module: str, name: str) -> None:
    cls: Any = getattr(importlib.import_module(module), name)
    bare = object.__new__(cls)
    for field in dataclasses.fields(cls):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(bare, field.name, None)
    if "__slots__" in vars(cls):
        with pytest.raises((AttributeError, TypeError)):
            bare.unknown = 1


def test_identity_sensitive_objects_are_the_ones_passed_in__0_3() -> None:
    ports, output, events = stageflow.CorePorts(), StageOutput.ok(a=[1]), NoOpEventSink()
    snapshot = create_test_snapshot()
    ctx = create_test_stage_context(
        snapshot=snapshot, ports=ports, prior_outputs={"a": output}, event_sink=events, stage_name="s"
    )
    assert ctx.inputs.ports is ports
    assert ctx.inputs.prior_outputs == {"a": output}
    assert ctx.inputs.get_output("a") is output
    assert ctx.event_sink is events
    assert ctx.snapshot is ctx.inputs.snapshot is snapshot
    assert output.data == {"a": [1]}


async def _backpressure(made: Any) -> None:
    await made.start()
    await made.stop()


LOOP_FREE: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "ContextBag": (ContextBag, lambda made: made.write(str(uuid4()), 1, "s")),
    "OutputBag": (OutputBag, lambda made: made.write(str(uuid4()), StageOutput.ok())),
    "ChildRunTracker": (ChildRunTracker, lambda made: made.register_child(uuid4(), uuid4())),
    "SubpipelineSpawner": (SubpipelineSpawner, lambda made: made.is_canceled(uuid4())),
    "BackpressureAwareEventSink": (BackpressureAwareEventSink, _backpressure),
}


@pytest.mark.parametrize("name", LOOP_FREE)
def test_made_outside_a_loop_it_works_in_one_after_the_other__0_3(name: str) -> None:
    make, use = LOOP_FREE[name]
    made = make()

    async def main() -> None:
        await asyncio.gather(use(made), use(made))

    asyncio.run(main())
    asyncio.run(main())


async def work(ctx: Any) -> StageOutput:
    return StageOutput.ok()


class Work:
    async def execute(self, ctx: Any) -> StageOutput:
        return StageOutput.ok()


def test_the_private_surface_that_tests_rely_on__0_4() -> None:
    legacy = StageGraph([StageSpec(name="a", runner=Work), StageSpec(name="b", runner=Work)])
    assert (len(legacy._specs), len(legacy._interceptors)) == (2, 6)
    unified = UnifiedStageGraph([UnifiedStageSpec(name="a", runner=work)])
    assert len(unified._specs) == 1
    assert unified._duration_ms(1.0, 2.5) == 1500
    ctx = create_test_pipeline_context(data={"k": 1})
    ctx._stage_metadata["s"] = {"a": 1}
    assert ctx.get_stage_metadata("s") == {"a": 1}
    view = InterceptorContext(ctx, "mine")
    view.add_observation("k", 1)
    assert (view._ctx, view._interceptor_name, view._observations) == (ctx, "mine", {})
    assert isinstance(CircuitBreakerInterceptor()._breaker_states, dict)
    assert isinstance(CircuitBreakerInterceptor()._failure_counts, dict)
    assert isinstance(CircuitBreakerInterceptor()._last_failure, dict)
    assert LoggingEventSink(level=10)._level == 10
    assert SubpipelineSpawner()._run_depths == {}
    assert (NoOpSpan("s")._attributes, NoOpSpan("s")._events) == ({}, [])
    assert isinstance(sink._pending_emit_tasks, set)
    assert "_is_recoverable_error" in errors.__all__


def test_the_registry_registers_once_through_the_instance__0_4() -> None:
    calls: list[str] = []

    def get(registry: PipelineRegistry) -> None:
        with pytest.raises(KeyError):
            registry.get("x")

    uses: list[Callable[[PipelineRegistry], Any]] = [lambda r: r.list(), lambda r: "x" in r, get]
    for use in uses:
        registry = PipelineRegistry()
        pipeline = Pipeline()
        registry.register("a", pipeline)

        def register_all(registry: PipelineRegistry = registry) -> None:
            calls.append("called")
            registry._registered = True

        registry._register_all = register_all  # type: ignore[method-assign]
        use(registry)
        use(registry)
        assert registry._registered
        registry._registered, registry._pipelines = False, {}
        assert "a" not in registry
    assert calls == ["called"] * 6  # twice each: before and after the reset


def child_context() -> Any:
    return create_test_pipeline_context().fork(uuid4(), "s", uuid4())


def result() -> StageResult:
    now = create_test_pipeline_context().now()
    return StageResult("s", "completed", now, now)


def test_tracker_metrics_look_their_logger_and_tracker_up_when_called__0_5(monkeypatch: pytest.MonkeyPatch) -> None:
    logger, tracker = MagicMock(), ChildRunTracker()
    names: list[Any] = []

    def get_logger(name: str) -> Any:
        names.append(name)
        return logger

    interceptor = ChildTrackerMetricsInterceptor()

    async def broken() -> dict[str, Any]:
        raise ValueError("broken")

    with monkeypatch.context() as patched:  # undone before pytest itself asks for the root logger
        patched.setattr(logging, "getLogger", get_logger)
        patched.setattr(sys.modules["stageflow.pipeline.subpipeline"], "get_child_tracker", lambda: tracker)
        asyncio.run(interceptor.before("s", MagicMock()))
        asyncio.run(interceptor.after("s", result(), create_test_pipeline_context()))
        assert names == []
        asyncio.run(interceptor.after("s", result(), child_context()))
        patched.setattr(tracker, "get_metrics", broken)
        asyncio.run(interceptor.after("s", result(), child_context()))
    assert set(names) == {"stageflow.child_tracker_metrics"}
    assert [call.args[0] for call in logger.info.call_args_list] == ["ChildRunTracker metrics"]
    assert logger.warning.call_count == 1
    assert "Failed to log ChildRunTracker metrics" in logger.warning.call_args.args[0]


def test_the_legacy_graph_calls_an_emitter_with_these_keywords_only__0_5() -> None:
    class Emitter:
        def __init__(self) -> None:
            self.stages: list[Any] = []
            self.pipelines: list[Any] = []

        def emit_stage_event(self, *, ctx: Any, result: Any) -> None:
            self.stages.append((result.name, result.status))

        def emit_pipeline_event(
            self, *, ctx: Any, stage_results: Any, pipeline_name: Any, status: Any, duration_ms: Any, started_at: Any
        ) -> None:
            self.pipelines.append((len(stage_results), pipeline_name == ctx.topology, status, type(duration_ms)))

    emitter: Any = Emitter()
    specs = [StageSpec(name="simple", runner=Work), StageSpec(name="b", runner=Work, dependencies=("simple",))]
    on = StageGraph(specs=specs, wide_event_emitter=emitter, emit_stage_wide_events=True, emit_pipeline_wide_event=True)
    asyncio.run(on.run(create_test_pipeline_context()))
    assert emitter.stages == [("simple", "completed"), ("b", "completed")]
    assert emitter.pipelines == [(2, True, None, int)]
    asyncio.run(StageGraph(specs=specs, wide_event_emitter=emitter).run(create_test_pipeline_context()))
    assert len(emitter.stages) == 2


def test_hooks_are_called_by_position_and_a_broken_one_fails_no_stage__0_5() -> None:
    class Odd(BaseInterceptor):
        async def before(self, _stage_name: str, _ctx: Any) -> None:
            raise ValueError("before")

        async def after(self, _stage_name: str, _result: Any, _ctx: Any) -> None:
            raise ValueError("after")

        async def on_error(self, _stage_name: str, _error: Exception, _ctx: Any) -> Any:
            raise ValueError("on_error")

    built = StageGraph([StageSpec(name="a", runner=Work)], interceptors=[Odd()])
    assert asyncio.run(built.run(create_test_pipeline_context()))["a"].status == "completed"
    assert BaseInterceptor.before.__isabstractmethod__  # type: ignore[attr-defined]
    assert BaseInterceptor.after.__isabstractmethod__  # type: ignore[attr-defined]


def test_the_error_text_of_a_failed_output_is_kept_as_first_argument__6_5_2() -> None:
    async def fails(ctx: Any) -> StageOutput:
        return StageOutput.fail("exactly this")

    graph = UnifiedStageGraph([UnifiedStageSpec(name="a", runner=fails)])
    with pytest.raises(stageflow.UnifiedStageExecutionError) as caught:
        asyncio.run(graph.run(create_test_stage_context()))
    assert caught.value.original.args[0] == "exactly this"


def test_the_conditional_flag_alone_skips_nothing__6_5() -> None:
    spec = UnifiedStageSpec(name="a", runner=work, conditional=True)
    assert asyncio.run(UnifiedStageGraph([spec]).run(create_test_stage_context()))["a"].status.value == "ok"
    legacy = StageGraph([StageSpec(name="a", runner=Work, conditional=True)])
    assert asyncio.run(legacy.run(create_test_pipeline_context()))["a"].status == "completed"


def test_a_hundred_stages_and_fifty_compositions__6_3() -> None:
    whole = Pipeline()
    for number in range(50):
        part = Pipeline().with_stage(f"a{number}", Work, StageKind.WORK)
        whole = whole.compose(part.with_stage(f"b{number}", Work, StageKind.WORK, dependencies=(f"a{number}",)))
    assert len(asyncio.run(whole.build().run(create_test_stage_context()))) == 100


def test_independent_stages_overlap__6_5_2() -> None:
    async def main() -> None:
        barrier = asyncio.Barrier(3)

        async def meets(ctx: Any) -> None:
            await barrier.wait()

        graph = UnifiedStageGraph([UnifiedStageSpec(name=name, runner=meets) for name in "abc"])
        assert len(await graph.run(create_test_stage_context())) == 3

    asyncio.run(main())


def test_a_thousand_events_are_emitted_or_dropped__7() -> None:
    async def main() -> None:
        made = BackpressureAwareEventSink(NoOpEventSink(), max_queue_size=100)
        await made.start()
        for number in range(1_000):
            made.try_emit(type="t", data={"n": number})
        await made.stop()
        assert made.metrics.emitted + made.metrics.dropped == 1_000
        assert made.metrics.emitted > 0

    asyncio.run(main())


def test_events_of_a_context_carry_mode_and_topology__2_5() -> None:
    seen: list[Any] = []

    class Sink(NoOpEventSink):
        def try_emit(self, **event: Any) -> None:
            seen.append(event["data"])

    create_test_stage_context(event_sink=Sink(), execution_mode="fast").try_emit_event("t", {})
    create_test_pipeline_context(event_sink=Sink(), execution_mode="fast", topology="chat").try_emit_event("t", {})
    assert [data["execution_mode"] for data in seen] == ["fast", "fast"]
    assert seen[1]["topology"] == "chat"


def test_importing_leaves_helpers_and_websearch_alone__1() -> None:
    assert not [name for name in sys.modules if name.startswith(("stageflow.helpers", "stageflow.websearch"))]
    namespace: dict[str, Any] = {}
    exec("from stageflow import *", namespace)
    assert set(stageflow.__all__) <= set(namespace)


@pytest.mark.parametrize("name", ["helpers", "websearch"])
def test_what_is_out_of_scope_says_so__1(name: str) -> None:
    with pytest.raises(ImportError, match=f"stageflow.{name} is not part of this core"):
        importlib.import_module(f"stageflow.{name}")
