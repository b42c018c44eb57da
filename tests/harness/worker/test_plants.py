"""Each planted defect turns exactly its own checks to FAIL on the bundled core, on the orders of CORE-008."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harness import bundled
from harness.catalogue import PLANTS, Plant
from harness.mission import load_mission
from harness.plan import Plan, build_plan
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported
from harness.worker.logs import LogCapture
from harness.worker.plants import apply
from harness.worker.plants.core import lost_write
from harness.worker.plants.plain import FirstLevelDict, FirstLevelList, plain_copy
from harness.worker.run_scenario import ScenarioRunner
from stageflow.plus import deep_freeze

SMALL = {
    "parallel_stages": "4",
    "iterations": "2",
    "concurrency_level": "4",
    "concurrent_derivation_depth": "3",
    "forks": "4",
}
CHANGED_BY_PLANTS = (
    ("stageflow.context", "OutputBag", "write"),
    ("stageflow.context", "OutputBag", "write_sync"),
    ("stageflow.context", "ContextSnapshot", "__init__"),
    ("stageflow.context", "ContextSnapshot", "with_run_id"),
    ("stageflow", "StageOutput", "__init__"),
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    mission = load_mission(bundled.MISSIONS / "CORE-008.yaml", SMALL)
    return build_plan(mission, seed=0, subject="bundled", subject_digest="d", budget_trials=30)


@pytest.fixture
def undone(monkeypatch: pytest.MonkeyPatch, subject: Subject) -> Subject:
    """The core of this checkout, put back as it was after the test."""
    for module, cls, method in CHANGED_BY_PLANTS:
        monkeypatch.setattr(subject.name(module, cls), method, getattr(subject.name(module, cls), method))
    return subject


@pytest.fixture
def failing(root_logger: logging.Logger) -> Callable[[ScenarioRun, Subject], dict[str, Any]]:
    """Runs an order; gives the frame that closes it."""

    def run(order: ScenarioRun, subject: Subject) -> dict[str, Any]:
        frames = list[dict[str, Any]]()
        logs = LogCapture()
        logs.install()
        ScenarioRunner(order, subject, logs, frames.append, []).run()
        assert [f["text"] for f in frames if f["t"] == "bug"] == []
        return frames[-1]

    return run


def orders_of(plan: Plan, *, threads: bool) -> Iterator[ScenarioRun]:
    return (s for s in plan.scenarios if ("threads" in s.drivers) is threads)


def test_without_a_plant_every_check_passes(
    plan: Plan, subject: Subject, failing: Callable[[ScenarioRun, Subject], dict[str, Any]]
) -> None:
    for order in orders_of(plan, threads=False):
        done = failing(order, subject)
        assert done["first_fail"] == {}, order.id
        assert all("UNKNOWN" not in counts and counts.get("PASS") for counts in done["checks"].values()), order.id


def test_without_a_plant_threads_lose_nothing(
    plan: Plan, subject: Subject, failing: Callable[[ScenarioRun, Subject], dict[str, Any]]
) -> None:
    """What threads overlap is the operating system's choice, so a check may be vacuous here, and must not fail."""
    for order in orders_of(plan, threads=True):
        assert failing(order, subject)["first_fail"] == {}


@pytest.mark.parametrize("plant", PLANTS, ids=[p.name for p in PLANTS])
def test_a_plant_turns_its_own_checks_to_fail_and_no_other(
    plan: Plan, undone: Subject, failing: Callable[[ScenarioRun, Subject], dict[str, Any]], plant: Plant
) -> None:
    apply(plant.name, undone)
    failed = dict[str, set[str]]()
    for order in orders_of(plan, threads=False):
        for check in failing(order, undone)["first_fail"]:
            failed.setdefault(check, set()).add(order.id)
    assert set(failed) == set(plant.caught_by)
    assert all(where & {o.id for o in plan.scenarios if o.family in plant.scenarios} for where in failed.values())


def test_a_plant_is_undone_after_its_test(subject: Subject) -> None:
    for module, cls, method in CHANGED_BY_PLANTS:
        found = getattr(subject.name(module, cls), method)
        assert "harness" not in getattr(found, "__code__", found).__repr__()


def test_a_subject_without_the_place_of_a_plant_refuses_it(monkeypatch: pytest.MonkeyPatch, subject: Subject) -> None:
    monkeypatch.delattr(subject.name("stageflow.context", "OutputBag"), "write")
    with pytest.raises(Unsupported, match="lacks what the plant would change"):
        apply("lost-write", subject)


def test_a_mistake_of_ours_is_not_taken_for_a_lack_of_the_subject(
    monkeypatch: pytest.MonkeyPatch, subject: Subject
) -> None:
    def broken(subject: Subject) -> None:
        raise AttributeError("ours")

    monkeypatch.setattr(lost_write, "apply", broken)
    with pytest.raises(AttributeError, match="ours"):
        apply("lost-write", subject)


def test_a_plant_changes_the_subject_only_when_it_is_applied(undone: Subject) -> None:
    def methods() -> list[Any]:
        return [getattr(undone.name(module, cls), method) for module, cls, method in CHANGED_BY_PLANTS]

    before = methods()
    for plant in PLANTS:
        apply(plant.name, undone)
    assert [now is not then for now, then in zip(methods(), before, strict=True)] == [True] * len(CHANGED_BY_PLANTS)


def test_plain_copies_are_open_and_separate() -> None:
    frozen = deep_freeze({"list": [1, {2}], "tuple": ([3],), "text": "x", "bytes": b"x"})
    copy = plain_copy(frozen)
    assert copy == {"list": [1, {2}], "tuple": ([3],), "text": "x", "bytes": b"x"}
    copy["list"].append(4)
    copy["tuple"][0].append(5)
    assert frozen["list"] == [1, {2}]
    data = bytearray(b"ab")
    assert plain_copy(data) == data and plain_copy(data) is not data


@pytest.mark.parametrize(
    "change",
    [
        lambda d, items: d.__setitem__("a", 1),
        lambda d, items: d.update(a=1),
        lambda d, items: d.clear(),
        lambda d, items: items.append(1),
        lambda d, items: items.__iadd__([1]),
        lambda d, items: items.sort(),
    ],
    ids=["set", "update", "clear", "append", "iadd", "sort"],
)
def test_first_level_containers_refuse_their_own_mutators(change: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(TypeError, match=r"FirstLevel\w+ cannot be changed"):
        change(FirstLevelDict({"k": []}), FirstLevelList([[]]))
