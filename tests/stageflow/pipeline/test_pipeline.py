"""Pipelines, their registry and specs."""

import asyncio
import threading
from typing import Any

import pytest

from stageflow import CycleDetectedError, Pipeline, PipelineValidationError, StageContext, StageKind, StageOutput
from stageflow.pipeline import PipelineRegistry, PipelineSpec, StageRunner, UnifiedStageSpec, pipeline_registry
from stageflow.testing import create_test_stage_context

WORK = StageKind.WORK


class Stage:
    name = "s"
    kind = WORK
    made = 0

    def __init__(self) -> None:
        type(self).made += 1

    async def execute(self, ctx: StageContext) -> StageOutput:
        return StageOutput.ok(by=id(self))


async def function(ctx: StageContext) -> StageOutput:
    return StageOutput.ok(by="function")


def test_with_stage_leaves_the_original_alone() -> None:
    empty = Pipeline()
    one = empty.with_stage("a", function, WORK)
    two = one.with_stage("b", function, WORK, ("a",), conditional=True)
    assert (list(empty.stages), list(one.stages), list(two.stages)) == ([], ["a"], ["a", "b"])
    assert two.stages["b"] == UnifiedStageSpec("b", function, WORK, ("a",), True)  # type: ignore[arg-type]
    two.stages.clear()
    assert list(one.with_stage("c", function, WORK).stages) == ["a", "c"]


def test_editing_an_open_dict_later_reaches_no_derived_pipeline() -> None:
    base = Pipeline().with_stage("a", function, WORK)
    derived = base.with_stage("b", function, WORK)
    base.stages["x"] = base.stages.pop("a")
    assert list(derived.stages) == ["a", "b"]
    assert list(base.with_stage("c", function, WORK).stages) == ["x", "c"]


@pytest.mark.parametrize("name", ["", "naïve-阶段", "x" * 1_000])
def test_any_name_will_do(name: str) -> None:
    assert list(Pipeline().with_stage(name, function, WORK).build().stage_specs[0].name) == list(name)


def test_a_name_taken_gets_the_last_stage_at_the_first_place() -> None:
    pipeline = Pipeline().with_stage("a", function, WORK).with_stage("b", function, WORK)
    again = pipeline.with_stage("a", Stage, StageKind.GUARD)
    assert list(again.stages) == ["a", "b"]
    assert again.stages["a"].kind is StageKind.GUARD


def test_compose_takes_the_others_stages() -> None:
    one = Pipeline(name="one").with_stage("a", function, WORK).with_stage("b", function, WORK)
    other = Pipeline().with_stage("b", Stage, WORK, ("a",)).with_stage("c", function, WORK)
    both = one.compose(other)
    assert list(both.stages) == ["a", "b", "c"]
    assert both.stages["b"].runner is Stage
    assert both.name == "one"
    assert one.stages["b"].runner is not Stage
    assert one.compose(one).stages == one.stages


def test_runners_are_classes_instances_or_functions() -> None:
    instance = Stage()
    pipeline = Pipeline().with_stage("c", Stage, WORK).with_stage("i", instance, WORK).with_stage("f", function, WORK)
    graph = pipeline.build()
    assert [spec.kind for spec in graph.stage_specs] == [WORK] * 3
    made = Stage.made

    async def main() -> tuple[Any, Any]:
        ctx = create_test_stage_context()
        direct = await graph.stage_specs[1].runner(ctx)
        assert direct.data == {"by": id(instance)}
        return await graph.run(ctx), await graph.run(ctx)

    first, second = asyncio.run(main())
    assert Stage.made == made + 2
    assert first["i"].data == second["i"].data == {"by": id(instance)}
    assert first["f"].data == {"by": "function"}
    with pytest.raises(TypeError, match="execute"):
        Pipeline().with_stage("x", 7, WORK).build()  # type: ignore[arg-type]


def test_build_refuses_what_can_never_run() -> None:
    with pytest.raises(ValueError, match="UnifiedStageGraph requires at least one UnifiedStageSpec"):
        Pipeline().build()
    with pytest.raises(PipelineValidationError, match=r"'b' depends on 'fetsh'.*did you mean 'fetch'\?") as caught:
        Pipeline().with_stage("fetch", function, WORK).with_stage("b", function, WORK, ("fetsh",)).build()
    assert caught.value.stages == ["b", "fetsh"]
    with pytest.raises(PipelineValidationError, match="'a' depends on itself"):
        Pipeline().with_stage("a", function, WORK, ("a",)).build()
    with pytest.raises(TypeError, match=r"write \('abc',\)"):
        Pipeline().with_stage("a", function, WORK, "abc")


def test_a_cycle_is_refused_by_a_strict_build_and_else_by_the_run() -> None:
    ring = Pipeline().with_stage("a", function, WORK, ("b",)).with_stage("b", function, WORK, ("a",))
    with pytest.raises(CycleDetectedError) as caught:
        ring.build(strict=True)
    assert caught.value.cycle_path == ["a", "b", "a"]
    with pytest.raises(RuntimeError, match="Deadlock"):
        asyncio.run(ring.build().run(create_test_stage_context()))


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda: Pipeline(nme="x"), "did you mean 'name'"),
        (lambda: Pipeline().with_stage("a", function, WORK, depends_on=("b",)), "known keywords|did you mean"),
        (lambda: Pipeline().with_stage("a", function, WORK, dependecies=("b",)), "did you mean 'dependencies'"),
        (lambda: Pipeline().with_stage("a", function, WORK).build(stict=True), "did you mean 'strict'"),
    ],
    ids=["Pipeline", "with_stage-far", "with_stage-near", "build"],
)
def test_a_wrong_keyword_says_what_was_meant(call: Any, hint: str) -> None:
    with pytest.raises(TypeError, match=hint):
        call()


def test_the_registry() -> None:
    class Mine(PipelineRegistry):
        def _register_all(self) -> None:
            self.register("built-in", Pipeline())
            self._registered = True

    registry, pipeline = Mine(), Pipeline()
    registry.register("", pipeline)
    assert not registry._registered
    assert registry.list() == ["", "built-in"]
    assert registry.get("") is pipeline
    assert "built-in" in registry
    with pytest.raises(KeyError, match=r"Pipeline 'x' not found.*built-in"):
        registry.get("x")
    assert type(pipeline_registry) is PipelineRegistry


def test_a_registry_registers_once_when_two_threads_look_first() -> None:
    arrivals = threading.Semaphore(0)

    class Lock:
        """Tells when somebody comes to it."""

        def __init__(self) -> None:
            self.held = threading.RLock()

        def __enter__(self) -> None:
            arrivals.release()
            self.held.acquire()

        def __exit__(self, *_: Any) -> None:
            self.held.release()

    class Slow(PipelineRegistry):
        calls = 0

        def _register_all(self) -> None:
            self.calls += 1
            arrivals.release()
            other.start()
            for _ in range(3):  # this thread came to the lock and here, the other one comes to one of them
                assert arrivals.acquire(timeout=10)
            super()._register_all()

    registry: Any = Slow()
    registry._lock = Lock()
    other = threading.Thread(target=registry.list)
    registry.list()
    other.join()
    assert registry.calls == 1


def test_pipeline_spec() -> None:
    spec = PipelineSpec("a", Stage, ("b",), args={"k": 1})  # type: ignore[arg-type]
    assert spec in {spec}
    assert spec == PipelineSpec("a", Stage, ("b",), args={"k": 1})  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        spec.name = "x"  # type: ignore[misc]
    for name, text in (("", "cannot be empty"), ("  ", "cannot be whitespace"), ("b", "cannot depend on itself")):
        with pytest.raises(ValueError, match=text):
            PipelineSpec(name, Stage, ("b",))  # type: ignore[arg-type]
    assert isinstance(Stage(), StageRunner)
    assert not isinstance(object(), StageRunner)
    error = CycleDetectedError(["a", "b", "a"])
    assert error.stages == ["a", "b", "a"]
    assert "cycle" in str(error).lower()
    assert "a -> b -> a" in str(error)
    assert "['a', 'b', 'a']" in repr(error)
