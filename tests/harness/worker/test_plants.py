"""Planted defects: inert until they are applied, refused where they cannot be. What catches each is the audit's."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harness import bundled
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
INERT = """
import importlib, sys
from harness.catalogue.plants import PLANTS, module_of
from harness.worker.adapter import Subject, Unsupported
from harness.worker.plants import apply
import stageflow.pipeline, stageflow.context, stageflow.stages, stageflow.events

# what earlier plants gave to the subject, a later one may change
WATCHED = ("stageflow", "harness.worker.plants.plain")

def state():
    found = {}
    for name, module in list(sys.modules.items()):
        if name.startswith(WATCHED):
            for attribute, value in list(vars(module).items()):
                found[name, attribute] = id(value)
                if isinstance(value, type) and value.__module__.startswith(WATCHED):
                    found |= {(name, attribute, k): id(v) for k, v in vars(value).items()}
    return found

subject, before = Subject(), state()
for plant in PLANTS:
    importlib.import_module(module_of(plant.name))
new = state()
assert {k: v for k, v in new.items() if k in before} == before, "importing a plant changes the subject"
for plant in PLANTS:
    before = state()
    try:
        apply(plant.name, subject)
    except Unsupported:
        print("refused", plant.name)
        assert state() == before
        continue
    if state() == before:
        print("no change", plant.name)
"""
WHERE_THERE_IS_NOTHING = {
    "one-breaker-for-all-tenants",
    "resume-repeats-the-last-stage",
    "delta-removal-ignored",
    "delta-none-removes",
    "delta-edits-its-base",
    "swapped-delta-accepted",
}
"""Defects of features that the bundled core does not have."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    mission = load_mission(bundled.MISSIONS / "CORE-008.yaml", SMALL)
    return build_plan(mission, seed=0, subject="bundled", subject_digest="d", budget_trials=30)


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


def test_a_plant_changes_the_subject_when_it_is_applied_and_not_before() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", INERT], capture_output=True, text=True, check=False, cwd=bundled.PACKAGE.parent
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert set(ran.stdout.splitlines()) == {f"refused {name}" for name in WHERE_THERE_IS_NOTHING}


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
