"""How runs end: cancellation complete, cleanups once, runs apart, nothing left behind."""

import asyncio
import gc
import random
import threading
from collections import deque
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from stageflow import StageContext, StageOutput, UnifiedPipelineCancelled, UnifiedStageExecutionError
from stageflow.pipeline.dag import StuckStageError, UnifiedStageGraph, UnifiedStageSpec
from stageflow.testing import create_test_snapshot, create_test_stage_context

RunAsync = Callable[[Any], Any]


def graph(*stages: tuple[Any, ...], **options: Any) -> UnifiedStageGraph:
    """A graph of (name, runner, *dependencies)."""
    specs = [UnifiedStageSpec(name=name, runner=runner, dependencies=tuple(deps)) for name, runner, *deps in stages]
    return UnifiedStageGraph(specs, **options)


class Stages:
    """Stages that wait until they are cancelled, and what became of them."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.ended: list[str] = []

    async def waits(self, ctx: StageContext) -> None:
        self.started.append(ctx.stage_name)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            self.ended.append(ctx.stage_name)

    async def ok(self, ctx: StageContext) -> None:
        self.started.append(ctx.stage_name)

    async def fails(self, ctx: StageContext) -> None:
        await asyncio.sleep(0)
        raise ValueError("boom")


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def test_a_failure_stops_the_others_and_waits_for_them(run_async: RunAsync) -> None:
    stages = Stages()
    built = graph(("a", stages.waits), ("b", stages.fails), ("c", stages.waits), ("d", stages.ok, "c"))
    with pytest.raises(UnifiedStageExecutionError, match="boom"):
        run_async(built.run(create_test_stage_context()))
    assert sorted(stages.ended) == ["a", "c"]
    assert "d" not in stages.started


def test_cancelling_the_caller_stops_every_stage_and_is_not_swallowed(run_async: RunAsync) -> None:
    stages = Stages()
    cleaned: list[str] = []

    async def clean() -> None:
        cleaned.append("x")

    async def main() -> None:
        built = graph(("a", stages.ok), ("b", stages.waits, "a"), ("c", stages.waits, "a"))
        task = asyncio.create_task(built.run(create_test_stage_context()))
        await turns()
        built.register_cleanup(clean)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()

    run_async(main())
    assert sorted(stages.ended) == ["b", "c"]
    assert cleaned == ["x"]


@pytest.mark.parametrize("point", range(12))
def test_cancellation_at_any_turn_leaves_nothing_running_and_cleans_up_once(run_async: RunAsync, point: int) -> None:
    stages = Stages()
    cleaned: list[str] = []

    async def steps(ctx: StageContext) -> StageOutput:
        stages.started.append(ctx.stage_name)
        try:
            for _ in range(2):
                await asyncio.sleep(0)
        finally:
            stages.ended.append(ctx.stage_name)
        return StageOutput.ok()

    async def clean() -> None:
        await asyncio.sleep(0)
        cleaned.append("x")

    async def main() -> None:
        built = graph(("a", steps), ("b", steps, "a"), ("c", steps, "a"), ("d", steps, "b", "c"))
        built.register_cleanup(clean)
        task = asyncio.create_task(built.run(create_test_stage_context()))
        await turns(point + 1)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled() or len(task.result()) == 4

    run_async(main())
    assert sorted(stages.started) == sorted(stages.ended)
    assert cleaned == ["x"]


def test_a_token_cancel_acts_while_every_stage_waits(run_async: RunAsync) -> None:
    stages = Stages()

    async def main() -> None:
        built = graph(("a", stages.ok), ("b", stages.waits))
        run = built.start(create_test_stage_context())
        await turns()
        assert built.cancel_token is run.cancel_token
        run.cancel("enough")
        with pytest.raises(UnifiedPipelineCancelled) as caught:
            await run
        assert caught.value.stage == "<external>"
        assert caught.value.reason == "enough"
        assert list(caught.value.results) == ["a"]
        assert run.done()

    run_async(main())
    assert stages.ended == ["b"]


def test_a_token_may_be_cancelled_from_another_thread(run_async: RunAsync) -> None:
    stages = Stages()

    async def main() -> None:
        run = graph(("b", stages.waits)).start(create_test_stage_context())
        await turns()
        thread = threading.Thread(target=run.cancel, args=("from afar",))
        thread.start()
        with pytest.raises(UnifiedPipelineCancelled, match="from afar"):
            await run
        thread.join()

    run_async(main())


def test_a_run_that_is_cancelled_before_it_began_starts_nothing(run_async: RunAsync) -> None:
    stages = Stages()
    cleaned: list[str] = []

    async def clean() -> None:
        cleaned.append("x")

    async def main() -> None:
        run = graph(("a", stages.ok)).start(create_test_stage_context())
        run.register_cleanup(clean)
        run.cancel("never mind")
        with pytest.raises(UnifiedPipelineCancelled):
            await run
        with pytest.raises(RuntimeError, match="over"):
            run.register_cleanup(clean)

    run_async(main())
    assert stages.started == []
    assert cleaned == ["x"]


def test_cancelling_the_awaiter_of_a_started_run_ends_the_run_first(run_async: RunAsync) -> None:
    stages = Stages()

    async def main() -> None:
        run = graph(("a", stages.waits)).start(create_test_stage_context())

        async def awaits() -> None:
            await run

        for count in (0, 5):
            awaiter = asyncio.create_task(awaits())
            await turns(count + 1)
            awaiter.cancel()
            await asyncio.wait({awaiter})
            assert awaiter.cancelled()
            assert run.done()

    run_async(main())
    assert stages.started == stages.ended


def test_a_token_cancelled_by_the_last_stage_lets_the_run_return(run_async: RunAsync) -> None:
    built: UnifiedStageGraph

    async def cancels(ctx: StageContext) -> None:
        assert built.cancel_token is not None
        built.cancel_token.cancel("late")

    built = graph(("a", cancels))
    assert list(run_async(built.run(create_test_stage_context()))) == ["a"]


def test_a_successful_run_never_cancels_its_token(run_async: RunAsync) -> None:
    tokens: list[Any] = []
    built: UnifiedStageGraph

    async def keeps(ctx: StageContext) -> None:
        tokens.append(built.cancel_token)

    built = graph(("a", keeps))
    run_async(built.run(create_test_stage_context()))
    assert [token.is_cancelled for token in tokens] == [False]
    assert built.cancel_token is None
    assert built.cleanup_registry is None


def test_a_stage_that_swallows_its_cancellation_is_cancelled_again_and_ends() -> None:
    attempts: list[int] = []

    async def stubborn(ctx: StageContext) -> None:
        while len(attempts) < 3:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                attempts.append(1)

    async def main() -> None:
        run = graph(("a", stubborn), cancel_grace=0.4).start(create_test_stage_context())
        await turns()
        run.cancel("stop")
        with pytest.raises(UnifiedPipelineCancelled, match="stop"):
            await run

    asyncio.run(main())
    assert len(attempts) == 3


def test_a_stage_that_never_ends_is_named_after_the_grace() -> None:
    freed = False

    async def immortal(ctx: StageContext) -> None:
        while not freed:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                pass

    async def main() -> None:
        nonlocal freed
        run = graph(("zombie", immortal), cancel_grace=0.02).start(create_test_stage_context())
        await turns()
        run.cancel("stop")
        with pytest.raises(StuckStageError, match="'zombie'") as caught:
            await run
        assert caught.value.stages == ["zombie"]
        assert isinstance(caught.value.__cause__, UnifiedPipelineCancelled)
        freed = True
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(main())


def test_a_second_cancel_from_outside_presses_a_stage_that_swallows(run_async: RunAsync) -> None:
    attempts: list[int] = []

    async def stubborn(ctx: StageContext) -> None:
        for _ in range(2):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                attempts.append(1)

    async def main() -> None:
        task = asyncio.create_task(graph(("a", stubborn)).run(create_test_stage_context()))
        await turns()
        task.cancel()
        await turns()
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    run_async(main())
    assert len(attempts) == 2


@pytest.mark.parametrize("how", ["success", "failure", "cancel-output", "token", "caller", "deadlock"])
def test_cleanups_run_once_last_first_on_every_way_out(run_async: RunAsync, how: str) -> None:
    stages = Stages()
    order: list[str] = []

    def cleanup(name: str) -> Callable[[], Any]:
        async def clean() -> None:
            await asyncio.sleep(0)
            order.append(name)

        return clean

    async def last(ctx: StageContext) -> Any:
        built.register_cleanup(cleanup("inside"))
        if how == "failure":
            raise ValueError("boom")
        if how in ("token", "caller"):
            await asyncio.Event().wait()
        return StageOutput.cancel("x") if how == "cancel-output" else None

    async def failing() -> None:
        order.append("failing")
        built.register_cleanup(cleanup("late"))
        raise ValueError("cleanup")

    deps = ("missing",) if how == "deadlock" else ()
    built = graph(("a", stages.ok), ("b", last, "a", *deps))

    async def main() -> None:
        built.register_cleanup(cleanup("before"))
        built.register_cleanup(failing)
        run = built.start(create_test_stage_context())
        task = asyncio.ensure_future(run._outcome())
        await turns(8)
        if how == "token":
            run.cancel()
        if how == "caller":
            task.cancel()
        await asyncio.wait({task})
        assert task.cancelled() == (how == "caller")
        if not task.cancelled():
            assert (task.exception() is None) == (how == "success")

    run_async(main())
    inside = [] if how == "deadlock" else ["inside"]
    assert order == [*inside, "failing", "late", "before"]


def test_what_a_cleanup_registers_runs_in_its_own_run_also_beside_others(run_async: RunAsync) -> None:
    started: list[str] = []

    def cleanup(name: str, token: object, *, another: bool) -> Callable[[], Any]:
        async def clean() -> None:
            assert built.cancel_token is token, "a cleanup is inside its run"
            started.append(name)
            await asyncio.sleep(0)
            if another:
                built.register_cleanup(cleanup(f"{name}, late", token, another=False))

        return clean

    async def stage(ctx: StageContext) -> StageOutput:
        name = str(ctx.snapshot.input_text)
        built.register_cleanup(cleanup(name, built.cancel_token, another=True))
        await asyncio.sleep(0)
        return StageOutput.ok()

    async def main() -> None:
        contexts = [create_test_stage_context(snapshot=create_test_snapshot(input_text=n)) for n in ("x", "y")]
        await asyncio.gather(*map(built.run, contexts))
        assert built.cancel_token is None

    built = graph(("a", stage))
    run_async(main())
    assert sorted(started) == ["x", "x, late", "y", "y, late"]
    assert started.index("x") < started.index("x, late")


def test_overlapping_runs_of_one_graph_do_not_touch_each_other(run_async: RunAsync) -> None:
    cleaned: list[str] = []
    tokens: dict[str, Any] = {}
    gates = {name: asyncio.Event() for name in ("fails", "waits", "works")}
    built: UnifiedStageGraph

    async def first(ctx: StageContext) -> None:
        mode = ctx.snapshot.input_text
        assert mode is not None

        async def clean() -> None:
            cleaned.append(mode)

        built.register_cleanup(clean)
        tokens[mode] = built.cancel_token
        await gates[mode].wait()
        if mode == "fails":
            raise ValueError("boom")

    async def second(ctx: StageContext) -> StageOutput:
        return StageOutput.ok(mode=ctx.snapshot.input_text)

    built = graph(("first", first), ("second", second, "first"))

    async def main() -> None:
        runs = {mode: built.start(create_test_stage_context(input_text=mode)) for mode in gates}
        await turns()
        with pytest.raises(RuntimeError, match="3 runs of this graph are live"):
            _ = built.cancel_token
        gates["fails"].set()
        with pytest.raises(UnifiedStageExecutionError, match="boom"):
            await runs["fails"]
        assert cleaned == ["fails"]
        runs["waits"].cancel("only this one")
        with pytest.raises(UnifiedPipelineCancelled, match="only this one"):
            await runs["waits"]
        assert not tokens["works"].is_cancelled
        assert id(built.cancel_token) == id(tokens["works"])
        gates["works"].set()
        results = await runs["works"]
        assert results["second"].data == {"mode": "works"}

    run_async(main())
    assert cleaned == ["fails", "waits", "works"]
    assert len({id(token) for token in tokens.values()}) == 3


def test_a_graph_may_run_inside_a_stage_of_itself(run_async: RunAsync) -> None:
    built: UnifiedStageGraph
    seen: list[Any] = []

    async def stage(ctx: StageContext) -> None:
        outer = built.cancel_token
        if ctx.snapshot.input_text == "outer":
            await built.run(create_test_stage_context(input_text="inner"))
        assert built.cancel_token is outer
        seen.append(outer)

    built = graph(("a", stage))
    run_async(built.run(create_test_stage_context(input_text="outer")))
    assert seen[0] is not seen[1]


class TaskLoop(asyncio.SelectorEventLoop):
    """A task per stage, in the order of an ordinary loop."""

    one_task_per_stage = True


class ShuffledLoop(TaskLoop):
    """A task per stage; which of the ready callbacks runs next is drawn from a seed."""

    seed = 0

    def _run_once(self) -> None:
        this: Any = self
        if not hasattr(this, "rng"):
            this.rng = random.Random(self.seed)
        waiting = list(this._ready)
        if waiting:
            this._ready = deque([waiting.pop(this.rng.randrange(len(waiting)))])
        super()._run_once()  # type: ignore[misc]
        this._ready.extendleft(reversed(waiting))


async def later(ctx: StageContext) -> None:
    await asyncio.sleep(0)


async def now(ctx: StageContext) -> None: ...


async def fails(ctx: StageContext) -> None:
    raise ValueError(ctx.stage_name)


async def cancels(ctx: StageContext) -> StageOutput:
    return StageOutput.cancel(ctx.stage_name)


def outcome(kinds: tuple[Any, ...], factory: Callable[[], asyncio.AbstractEventLoop]) -> Any:
    """How a run of two chains of two stages ends: what was raised, by which stage, and what had finished."""
    built = graph(*((f"s{i}", kind, *([f"s{i - 2}"] if i > 1 else [])) for i, kind in enumerate(kinds)))
    with asyncio.Runner(loop_factory=factory) as runner:
        try:
            return "ok", "", tuple(sorted(runner.run(built.run(create_test_stage_context()))))
        except (UnifiedStageExecutionError, UnifiedPipelineCancelled) as error:
            return type(error).__name__, error.stage, tuple(sorted(error.results))


def names_of(kinds: tuple[Any, ...]) -> str:
    return "-".join(kind.__name__ for kind in kinds)


def seeded(seed: int) -> Callable[[], asyncio.AbstractEventLoop]:
    def factory() -> asyncio.AbstractEventLoop:
        loop = ShuffledLoop()
        loop.seed = seed
        return loop

    return factory


@pytest.mark.parametrize("kinds", list(product((now, fails, cancels), repeat=4)), ids=names_of)
def test_both_ways_of_running_stages_that_do_not_suspend_end_alike(kinds: tuple[Any, ...]) -> None:
    assert outcome(kinds, asyncio.SelectorEventLoop) == outcome(kinds, TaskLoop)


@pytest.mark.parametrize("kinds", list(product((now, later, fails), repeat=4)), ids=names_of)
def test_what_the_inline_way_gives_is_among_the_outcomes_of_a_task_per_stage(kinds: tuple[Any, ...]) -> None:
    inline = outcome(kinds, asyncio.SelectorEventLoop)
    assert any(outcome(kinds, seeded(seed)) == inline for seed in range(300))


@pytest.mark.parametrize("how", ["success", "failure", "fail-output", "cancel-output", "caller"])
def test_an_ended_run_leaves_no_garbage(how: str) -> None:
    async def stage(ctx: StageContext) -> Any:
        _ = ctx.inputs
        if how == "failure":
            raise ValueError("boom")
        if how == "caller":
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        return {"fail-output": StageOutput.fail("x"), "cancel-output": StageOutput.cancel("x")}.get(how)

    built = graph(("a", stage), ("b", stage), ("c", stage, "a", "b"))

    async def once(ctx: StageContext) -> None:
        if how == "caller":
            task = asyncio.ensure_future(built.run(ctx))
            await turns(3)
            task.cancel()
            await asyncio.wait({task})
            return
        try:
            await built.run(ctx)
        except (UnifiedStageExecutionError, UnifiedPipelineCancelled):
            pass

    async def main() -> int:
        ctx = create_test_stage_context()
        for _ in range(3):
            await once(ctx)
        gc.collect()
        gc.disable()
        try:
            for _ in range(20):
                await once(ctx)
            await turns(2)
            return gc.collect()
        finally:
            gc.enable()

    assert asyncio.run(main()) == 0
