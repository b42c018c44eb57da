"""Plants of one family each: without them its check passes in every order, with them it says what is wrong."""

import logging
from collections.abc import Iterator, Mapping

import pytest

from harness.catalogue.graphs import edges
from harness.checks.verdict import Outcome as Word
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import run_controlled
from tests.harness.worker.planted import outcomes, planted, said_of


def order(family: str, check: str, kind: str = "", stages: int = 0, **arguments: int) -> ScenarioRun:
    shape = tuple(Stage(name, before, "act") for name, before in edges(kind, stages)) if kind else ()
    return ScenarioRun("p", family, shape, arguments=arguments, checks=(check,), seed=1, clock="virtual")


SEEN: Mapping[str, tuple[ScenarioRun, str]] = {
    "depth-lost-with-a-mode": (
        order("nested_runs", "depth_is_limited", "fan_out", 3, depth=3, size=10),
        "s1: level 5 ran, with a limit of 3.",
    ),
    "repeat-noticed-among-siblings-only": (
        order("repeating_ids", "a_repeated_child_id_is_refused"),
        "With 1 id for 2 children child 1 began with id 1, which 2 live children had.",
    ),
    "stop-forgets-who-waits": (
        order("sink_operations", "a_sink_accounts_for_every_event", emitters=2, events=4, capacity=2),
        "sink that is stopped at once: an emitter that waited for room waits still",
    ),
    "key-of-an-undeclared-stage": (
        order("failing_run", "missing_inputs_are_refused", "diamond", 5),
        "run ok: stage s4 called get of a key that only s0 gives: it gives '', documented is that it gives None.",
    ),
}


@pytest.fixture(autouse=True)
def _quiet(root_logger: logging.Logger) -> Iterator[None]:
    """The core tells of each failing stage and child."""
    root_logger.handlers[:] = [logging.NullHandler()]
    yield


@pytest.mark.parametrize("plant", SEEN)
def test_without_the_plant_the_check_passes_in_every_order(plant: str, subject: Subject) -> None:
    ran, _ = SEEN[plant]
    for outcome in outcomes(ran, subject):
        assert [v.witness for v in said_of(ran, outcome).values() if v.outcome is not Word.PASS] == []


@pytest.mark.parametrize("plant", SEEN)
def test_what_is_planted_is_seen(plant: str, subject: Subject) -> None:
    ran, witness = SEEN[plant]
    with planted(plant, subject):
        (verdict,) = said_of(ran, run_controlled(ran, subject, RandomWalk(1), 1)).values()
    assert verdict.outcome is Word.FAIL and witness in verdict.witness
