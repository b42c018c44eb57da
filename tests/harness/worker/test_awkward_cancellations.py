"""Children that are cancelled at an awkward moment: healthy in every order, and what is planted is seen."""

import logging
from collections.abc import Iterator

import pytest

from harness.checks.verdict import Outcome as Word
from harness.evidence.records import Event
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import run_controlled, run_native
from tests.harness.worker.planted import outcomes, planted, said_of

CHECKS = (
    "child_failures_reach_the_parent",
    "children_end_with_their_parent",
    "a_cancelled_child_is_stopped",
    "child_events_are_paired",
    "nothing_stays_open",
)
AWKWARD = ScenarioRun("p", "awkward_cancellations", (), checks=CHECKS, seed=1, clock="virtual")


@pytest.fixture(autouse=True)
def _quiet(root_logger: logging.Logger) -> Iterator[None]:
    """The core tells of each failing child."""
    root_logger.handlers[:] = [logging.NullHandler()]
    yield


def test_in_every_order_each_check_passes(subject: Subject) -> None:
    for outcome in outcomes(AWKWARD, subject):
        said = said_of(AWKWARD, outcome)
        assert {name: v.witness for name, v in said.items() if v.outcome is not Word.PASS} == {}


def test_every_child_is_stopped_but_for_those_that_never_begin(subject: Subject) -> None:
    records = run_native(AWKWARD, subject, "tasks").recorder.records
    over = {e.fields["child"]: e.fields["how"] for e in records if isinstance(e, Event) and e.name == "child_over"}
    off = {e.fields["child"] for e in records if isinstance(e, Event) and e.name == "child_called_off"}
    ways = {f"{what}, {how}" for what in ("swallowing", "breaking down") for how in ("by its id", "with its parent")}
    assert over == dict.fromkeys({"eldest", "middle", "youngest", "cleaning up", *ways}, "cancelled")
    assert off == {"told, by its id", "told, with its parent"}


@pytest.mark.parametrize(
    ("plant", "check", "witness"),
    [
        (
            "called-off-child-never-ends",
            "child_events_are_paired",
            "child told, with its parent, which was cancelled before it began: "
            "not one event that it was cancelled, but none.",
        ),
        ("second-cancel-lets-go", "children_end_with_their_parent", "child cleaning up of run of cleaning up: began"),
        ("resisting-child-told-as-done", "child_failures_reach_the_parent", "its parent was told success=True."),
        (
            "breakdown-hides-the-reason",
            "child_failures_reach_the_parent",
            "child breaking down, by its id was cancelled: the one breaking down is not needed\n"
            "  its parent was told: breaking down, by its id: the clean-up went wrong",
        ),
    ],
)
def test_what_is_planted_is_seen_in_every_order(plant: str, check: str, witness: str, subject: Subject) -> None:
    with planted(plant, subject):
        for outcome in outcomes(AWKWARD, subject, seeds=(1, 2)):
            verdict = said_of(AWKWARD, outcome)[check]
            assert verdict.outcome is Word.FAIL
            assert witness in "\n".join(verdict.witness)


def test_a_cancellation_that_reaches_one_level_is_seen(subject: Subject) -> None:
    with planted("cancel-reaches-one-level", subject):
        outcome = run_controlled(AWKWARD, subject, RandomWalk(1), 1)
        verdict = said_of(AWKWARD, outcome)["a_cancelled_child_is_stopped"]
    assert verdict.signature == "cancelled child runs on"
    assert verdict.witness[0].startswith("child youngest of middle was cancelled at step ")
