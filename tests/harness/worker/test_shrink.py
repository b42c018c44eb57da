"""Failing trials are made smaller: fewer preemptions, fewer stages, fewer delays, and still the same failure."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.evidence.records import Operation
from harness.wire import ScenarioRun, Stage
from harness.worker import shrink as shrink_module
from harness.worker.adapter import Subject, SubjectMisbehaved
from harness.worker.explore.strategies import Fifo, Latency, RandomWalk, Strategy
from harness.worker.explore.trial import run_controlled
from harness.worker.heads import head_of
from harness.worker.recorder import Recorder
from harness.worker.replay import replay
from harness.worker.scenarios import ASYNC_FAMILIES
from harness.worker.shrink import BUDGET_TRIALS, Shrinker, fails_alike, fewest, shrink, without_others
from harness.worker.trials import run_scheduled

LOST = "no_acknowledged_write_is_lost"


def order(stages: int, **changes: Any) -> ScenarioRun:
    made = tuple(Stage(f"s{n}", (), "act") for n in range(stages))
    return replace(ScenarioRun("p", "pipeline_run", made, checks=(LOST,), seed=4), **changes)


async def counting(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each stage reads a dictionary, gives way twice, and writes it back with an entry of its own."""
    store = dict[str, str]()

    async def stage(name: str) -> None:
        invoke = recorder.tick()
        for _ in range(int(order.arguments.get("suspensions", 2))):
            await asyncio.sleep(0)
        seen = dict(store)
        await asyncio.sleep(0)
        store.clear()
        store.update(seen | {name: f"v-{name}"})
        recorder.operation(name, "write", name, f"v-{name}", "ok", invoke, "suspended")

    loop = asyncio.get_running_loop()
    await asyncio.gather(*(loop.create_task(stage(s.name), name=s.name) for s in order.stages))
    read(store, recorder)


def read(store: dict[str, str], recorder: Recorder) -> None:
    for name, value in sorted(store.items()):
        recorder.operation("final", "read", name, value, "ok", recorder.tick())
    recorder.event("final_read", entries=len(store))


async def orderly(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """As `counting`, but each stage begins when the one before has ended in native order: only others lose a write."""
    store, turn = dict[str, str](), 0

    async def stage(number: int, name: str) -> None:
        nonlocal turn
        for _ in range(3 * number):
            await asyncio.sleep(0)
        invoke = recorder.tick()
        seen = dict(store)
        await asyncio.sleep(0)
        store.clear()
        store.update(seen | {name: f"v-{name}"})
        recorder.operation(name, "write", name, f"v-{name}", "ok", invoke, "suspended")

    loop = asyncio.get_running_loop()
    await asyncio.gather(*(loop.create_task(stage(n, s.name), name=s.name) for n, s in enumerate(order.stages)))
    read(store, recorder)


async def deadlines(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each stage has a deadline 1 ms after it completes; `s1` alone loses its write where it misses that."""
    store = dict[str, str]()

    async def stage(name: str) -> None:
        invoke = recorder.tick()
        try:
            async with asyncio.timeout(2.0):
                await asyncio.sleep(1.9995)
            store[name] = f"v-{name}"
        except TimeoutError:
            if name != "s1":
                store[name] = f"v-{name}"
        recorder.operation(name, "write", name, f"v-{name}", "ok", invoke, "suspended")

    loop = asyncio.get_running_loop()
    await asyncio.gather(*(loop.create_task(stage(s.name), name=s.name) for s in order.stages))
    read(store, recorder)


async def healthy(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    await orderly(replace(order, stages=order.stages[:1]), subject, recorder)


@pytest.fixture
def family(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    return lambda body: monkeypatch.setitem(ASYNC_FAMILIES, "pipeline_run", body)


def token_of(order: ScenarioRun, subject: Subject, strategies: Callable[[int], Strategy]) -> dict[str, Any]:
    """The first failing trial, as a token keeps it."""
    for seed in range(500):
        outcome = run_controlled(order, subject, strategies(seed), seed)
        operations = [r for r in outcome.recorder.records if isinstance(r, Operation)]
        written, found = (sum(r.f == f for r in operations) for f in ("write", "read"))
        if outcome.ended == "completed" and found < written:
            head = head_of(outcome, len(outcome.recorder.records))
            fields = ("driver", "strategy", "setting", "salt", "horizon", "engine", "seed")
            return {name: getattr(head, name) for name in fields} | {"choices": list(head.choices)}
    raise AssertionError("no trial fails")


def test_a_lost_update_among_fifty_stages_needs_one_preemption_and_two_stages(
    subject: Subject, family: Callable[[Any], None]
) -> None:
    family(orderly)
    fifty = order(50)
    shrinker = Shrinker(LOST, subject)
    found = shrinker.shrink(fifty, token_of(fifty, subject, RandomWalk))
    assert found is not None
    assert found.first.preemptions > 20
    assert (found.last.preemptions, len(found.last.order.stages)) == (1, 2)
    assert len(found.last.switches) <= 2
    assert found.trials == BUDGET_TRIALS - shrinker.left <= BUDGET_TRIALS


def test_what_it_answers_replays_tells_and_is_the_same_twice(subject: Subject, family: Callable[[Any], None]) -> None:
    family(orderly)
    many = order(12)
    trial = token_of(many, subject, RandomWalk)
    answer = shrink(many, trial, LOST, subject)
    assert answer == shrink(many, trial, LOST, subject)
    smallest = ScenarioRun.from_json(answer["scenario"])
    again = replay(smallest, answer["trial"], LOST, subject)
    assert (again["result"], again["witness"]) == ("reproduced", answer["witness"])
    assert len(smallest.stages) == 2
    assert answer["says"].startswith("from ") and " preemptions to 1, from 12 stages to 2, " in answer["says"]
    (switched,) = [line for line in answer["account"] if "although" in line]
    first, second = (s.name for s in smallest.stages)
    assert any(f"; {b} goes next, although {a} could go on." in switched for a, b in ((first, second), (second, first)))


def test_a_failure_in_native_order_needs_no_schedule(subject: Subject, family: Callable[[Any], None]) -> None:
    family(counting)
    many = order(6, arguments={"suspensions": 7})
    for strategies in (RandomWalk, lambda seed: Fifo()):
        answer = shrink(many, token_of(many, subject, strategies), LOST, subject)
        assert (answer["trial"]["setting"], answer["trial"]["strategy"]) == ("native", "native")
        assert set(answer["trial"]["choices"]) <= {0}
        assert len(answer["scenario"]["stages"]) == 2
        assert ("preemption" in answer["says"]) is (strategies is RandomWalk)
        assert "although" not in " ".join(answer["account"])
        assert f"suspensions from 7 to {answer['scenario']['arguments']['suspensions']}" in answer["says"]


def test_stages_stay_where_what_is_expected_rests_on_them(subject: Subject, family: Callable[[Any], None]) -> None:
    family(counting)
    six = replace(order(6), expected={"s0": {"value": 1}})
    assert len(shrink(six, token_of(six, subject, RandomWalk), LOST, subject)["scenario"]["stages"]) == 6


def test_a_native_trial_shrinks_without_its_choices(subject: Subject, family: Callable[[Any], None]) -> None:
    family(counting)
    trial = {"driver": "native", "strategy": "native", "setting": "native", "salt": 0, "choices": [], "seed": 1}
    assert len(shrink(order(5), trial, LOST, subject)["scenario"]["stages"]) == 2


def test_a_failure_of_latency_keeps_the_delays_it_needs(subject: Subject, family: Callable[[Any], None]) -> None:
    family(deadlines)
    four = order(4)
    trial = token_of(four, subject, Latency)
    found = Shrinker(LOST, subject).shrink(four, trial)
    assert found is not None
    assert sum(map(bool, trial["choices"])) > 1
    assert (found.last.delays, found.last.outcome.schedule.setting) == (1, "latency")
    assert [s.name for s in found.last.order.stages] == ["s1"]
    assert (found.first.preemptions, found.last.switches) == (0, ())
    answer = shrink(four, trial, LOST, subject)
    assert " delays to 1, from 4 stages to 1, in " in answer["says"]
    assert "preemption" not in answer["says"]
    again = ScenarioRun.from_json(answer["scenario"])
    assert replay(again, answer["trial"], LOST, subject)["result"] == "reproduced"


def test_what_does_not_fail_again_is_not_shrunk(subject: Subject, family: Callable[[Any], None]) -> None:
    family(orderly)
    trial = token_of(order(4), subject, RandomWalk)
    assert shrink(order(4), {**trial, "choices": [99]}, LOST, subject) == {"shrunk": False}
    assert shrink(order(4), trial, "run_ends", subject) == {"shrunk": False}
    family(healthy)
    assert shrink(order(4), trial, LOST, subject) == {"shrunk": False}


@pytest.mark.parametrize("budget", [0, 1, 2, 5, 20])
def test_the_budget_is_kept_and_what_it_gives_fails(
    subject: Subject, family: Callable[[Any], None], budget: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    family(orderly)
    ten = order(10)
    trial = token_of(ten, subject, RandomWalk)
    runs = 0
    run = run_scheduled

    def counted(*args: Any) -> Any:
        nonlocal runs
        runs += 1
        return run(*args)

    monkeypatch.setattr(shrink_module, "run_scheduled", counted)
    found = Shrinker(LOST, subject, budget).shrink(ten, trial)
    assert runs <= budget
    assert (found is None) is (budget == 0)
    if found is not None:
        assert found.last.verdict.outcome.name == "FAIL"
        assert found.trials == runs


async def halts(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """With four stages or more it waits for ever; with fewer it raises."""
    if len(order.stages) < 4:
        raise SubjectMisbehaved("too few stages")
    await asyncio.get_running_loop().create_future()


def test_what_fails_in_another_way_is_not_taken_for_the_same(subject: Subject, family: Callable[[Any], None]) -> None:
    family(halts)
    trial = {"driver": "native", "strategy": "native", "setting": "native", "salt": 0, "choices": [], "seed": 1}
    found = Shrinker("run_ends", subject).shrink(order(9), trial)
    assert found is not None
    assert (found.first.verdict.signature, found.last.verdict.signature) == ("deadlock", "deadlock")
    assert len(found.last.order.stages) == 4


@pytest.mark.parametrize(
    ("smaller", "first", "alike"),
    [
        ("livelock", "livelock", True),
        ("error IndexError", "livelock", False),
        ("error IndexError", "error KeyError", False),
        ("raised KeyError", "raised KeyError, ValueError", True),
        ("raised KeyError, ValueError", "raised KeyError", False),
        ("accepted: b", "accepted: a, b", True),
        ("shared by fork", "container changed: fork", False),
    ],
)
def test_a_signature_that_lists_may_list_less(smaller: str, first: str, alike: bool) -> None:
    assert fails_alike(smaller, first) is alike


# without_others


def test_dependencies_go_through_what_is_left_out() -> None:
    stages = tuple(Stage(n, d, "act") for n, d in (("a", ()), ("b", ("a",)), ("c", ("b",)), ("d", ("c", "a"))))
    small = without_others(replace(order(0), stages=stages), ["a", "d"])
    assert [(s.name, s.dependencies) for s in small.stages] == [("a", ()), ("d", ("a",))]


def test_twenty_layers_of_five_are_left_out_at_once() -> None:
    """Each stage depends on all of the layer before: 5 ** 20 ways lead through what is left out."""
    layers = [[f"l{i}.{j}" for j in range(5)] for i in range(20)]
    stages = [Stage(name, (), "act") for name in layers[0]]
    stages += [Stage(name, tuple(below), "act") for below, layer in pairwise(layers) for name in layer]
    small = without_others(replace(order(0), stages=tuple(stages)), ["l0.1", "l0.3", "l19.0"])
    assert [(s.name, s.dependencies) for s in small.stages][-1] == ("l19.0", ("l0.1", "l0.3"))


graphs = st.lists(st.sets(st.integers(0, 7)), min_size=1, max_size=8)


@given(graphs, st.sets(st.integers(0, 7)))
def test_who_comes_before_whom_stays(graph: list[Collection[int]], keep: set[int]) -> None:
    stages = tuple(Stage(f"s{n}", tuple(f"s{d}" for d in deps if d < n), "act") for n, deps in enumerate(graph))
    names = [s.name for n, s in enumerate(stages) if n in keep]

    def before(stages: tuple[Stage, ...]) -> dict[str, set[str]]:
        found = dict[str, set[str]]()
        for stage in stages:
            found[stage.name] = set(stage.dependencies).union(*(found[d] for d in stage.dependencies))
        return found

    small = without_others(replace(order(0), stages=stages), names)
    assert [s.name for s in small.stages] == names
    every = before(stages)
    assert before(small.stages) == {name: every[name] & set(names) for name in names}


# fewest

items = st.lists(st.integers(0, 30), unique=True, max_size=14)


def asked(items: list[int], fails: Callable[[list[int]], bool]) -> tuple[list[int], int]:
    calls = 0

    def counted(smaller: list[int]) -> bool:
        nonlocal calls
        calls += 1
        assert len(smaller) < len(items) and sorted(smaller) == smaller
        return fails(smaller)

    return fewest(items, counted), calls


@given(items, st.sets(st.integers(0, 30)))
def test_of_what_needs_certain_items_exactly_those_are_left(items: list[int], needed: set[int]) -> None:
    items = sorted(items)
    needed &= set(items)
    found, calls = asked(items, lambda smaller: needed <= set(smaller))
    assert found == sorted(needed)
    assert calls <= 2 + 2 * len(items) * (len(needed) + 2)


@given(items, st.integers(0, 2**32))
def test_whatever_fails_the_rest_is_one_minimal(items: list[int], salt: int) -> None:
    """Also where a smaller list passes and a still smaller one fails."""
    items = sorted(items)

    def fails(smaller: list[int]) -> bool:
        return smaller == items or hash((salt, *smaller)) % 3 == 0

    found, calls = asked(items, fails)
    assert fails(found)
    assert not any(fails(found[:i] + found[i + 1 :]) for i in range(len(found)))
    assert calls <= 1 + len(items) ** 2 + 2 * len(items)
