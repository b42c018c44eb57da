"""The families of nested runs, ambiguous reads and cancelled writes on the bundled core, and what they record."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from harness.catalogue.graphs import edges
from harness.checks.registry import judge_trial
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence, Verdict
from harness.evidence.records import Event
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Pct, RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of
from harness.worker.scenarios.ambiguous_reads import RUNS
from harness.worker.scenarios.bag import may_suspend

NESTED_CHECKS = (
    "child_inherits_the_parents_context",
    "run_ids_are_distinct",
    "children_can_be_traced",
    "depth_is_limited",
    "nothing_stays_open",
    "context_variables_stay_in_their_run",
)


def order(family: str, kind: str, stages: int, checks: tuple[str, ...], **arguments: int) -> ScenarioRun:
    shape = tuple(Stage(name, before, "act") for name, before in edges(kind, stages)) if stages else ()
    return ScenarioRun("p", family, shape, arguments=arguments, checks=checks, seed=1)


NESTED = order("nested_runs", "fan_out", 2, NESTED_CHECKS, depth=3, size=50)
AMBIGUOUS = order("ambiguous_reads", "fan_in", 4, ("ambiguous_reads_have_one_answer",))
CANCELLED = order("cancelled_writes", "chain", 0, ("cancelled_writes_leave_all_or_nothing",))
STOPPED_CHECKS = (
    "children_end_with_their_parent",
    "a_cancelled_child_is_stopped",
    "child_events_are_paired",
    "nothing_stays_open",
)
STOPPED = order("cancelled_children", "fan_in", 3, STOPPED_CHECKS, turns=5)
RETAINED = order("retained_children", "chain", 1, ("nothing_is_retained",), checkpoints=10, runs=5, remembered=5000)


@pytest.fixture(autouse=True)
def _quiet(root_logger: logging.Logger) -> Iterator[None]:
    """The core tells of each failing child."""
    root_logger.handlers[:] = [logging.NullHandler()]
    yield


def verdicts(ran: ScenarioRun, outcome: Outcome) -> dict[str, Verdict]:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    records = outcome.recorder.records
    found = judge_trial(TrialEvidence(ran, head_of(outcome, len(records)), records), ran.checks)
    return {name: found[name] for name in ran.checks}


def events(outcome: Outcome, name: str) -> list[Event]:
    return [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == name]


@pytest.mark.parametrize("engine", ["inline", "tasks"])
@pytest.mark.parametrize("ran", [NESTED, AMBIGUOUS, STOPPED], ids=lambda ran: ran.family)
def test_on_stock_asyncio_every_check_passes_in_either_engine(ran: ScenarioRun, engine: str, subject: Subject) -> None:
    said = verdicts(ran, run_native(ran, subject, engine))
    assert {name: v.reason for name, v in said.items() if v.outcome is not Word.PASS} == {}


@pytest.mark.parametrize("ran", [NESTED, AMBIGUOUS, CANCELLED, STOPPED], ids=lambda ran: ran.family)
@pytest.mark.parametrize("strategy", [RandomWalk(3), Pct(4, 2, 200)], ids=["random", "pct"])
def test_a_schedule_run_again_gives_the_same_records(
    ran: ScenarioRun, strategy: RandomWalk | Pct, subject: Subject
) -> None:
    first = run_controlled(ran, subject, strategy, 3)
    assert Word.FAIL not in {v.outcome for v in verdicts(ran, first).values()}
    tape = Tape(first.schedule.choices, first.schedule.setting, first.schedule.salt)  # type: ignore[arg-type]
    again = run_controlled(ran, subject, tape, 3)
    assert (again.ended, _repeatable(again)) == ("completed", _repeatable(first))


def _repeatable(outcome: Outcome) -> list[object]:
    """Without what is measured in real time."""
    return [
        (r.name, r.at, {k: v for k, v in r.fields.items() if k != "ms"}) if isinstance(r, Event) else r
        for r in outcome.recorder.records
    ]


def test_every_chain_goes_to_the_limit_and_every_second_one_fails_there(subject: Subject) -> None:
    outcome = run_native(NESTED, subject, "tasks")
    tried = Counter((e.fields["chain"], e.fields["how"]) for e in events(outcome, "depth_tried"))
    assert tried == {("s0", "ran"): 3, ("s0", "refused"): 1, ("s1", "ran"): 3, ("s1", "refused"): 1}
    failed = [e for e in events(outcome, "child_traced") if e.fields["where"] == "the event that it failed"]
    assert {e.fields["child"] for e in failed} == {"s1 level 3"}
    assert {e.fields["where"] for e in events(outcome, "child_traced")} == {
        "its context",
        "its result",
        "the tracker",
        "an event of its stage",
        "the event that it was spawned",
        "the event that it completed",
        "the event that it failed",
    }


def test_each_child_is_cancelled_one_turn_later_by_its_id_and_with_its_parent(subject: Subject) -> None:
    outcome = run_native(STOPPED, subject, "tasks")
    over = [(e.fields["child"], e.fields["how"]) for e in events(outcome, "child_over")]
    ways = [f"{way} after {turns} turns" for turns in range(5) for way in ("by its id", "with its parent")]
    assert over == [(way, "cancelled") for way in ways]


def test_producers_change_places_and_the_consumer_is_answered_alike(subject: Subject) -> None:
    reads = events(run_native(AMBIGUOUS, subject, "tasks"), "ambiguous_read")
    assert [(e.fields["run"], e.fields["given"]) for e in reads] == [
        (RUNS[0], "s0, s1, s2"),
        (RUNS[1], "s2, s1, s0"),
    ]
    assert {e.fields["answer"] for e in reads} == {"from s0"}


def test_no_write_of_the_bundled_bag_can_be_cancelled_half_way(subject: Subject) -> None:
    outcome = run_native(CANCELLED, subject, "tasks")
    assert [e.fields["points"] for e in events(outcome, "write_points")] == [0] * 6
    (verdict,) = verdicts(CANCELLED, outcome).values()
    assert verdict.excluded and verdict.reason == "the write awaits nothing, so that it cannot be cancelled half-way"


def test_what_awaits_nothing_cannot_suspend_and_what_cannot_be_seen_may() -> None:
    async def plain(number: int) -> int:
        return number + 1

    async def locked(lock: asyncio.Lock) -> None:
        async with lock:
            pass

    async def waits() -> None:
        await asyncio.sleep(0)

    assert not may_suspend(plain)
    assert may_suspend(locked) and may_suspend(waits) and may_suspend(lambda: waits())


def test_a_write_that_suspends_is_cancelled_at_each_of_its_points(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write

    async def pausing(self: Any, *args: Any, **options: Any) -> Any:
        await asyncio.sleep(0)
        entry = await store(self, *args, **options)
        await asyncio.sleep(0)
        return entry

    monkeypatch.setattr(bag, "write", pausing)
    outcome = run_native(CANCELLED, subject, "tasks")
    alone = [e.fields for e in events(outcome, "write_cancelled") if e.fields["situation"] == "an overwrite, alone"]
    assert [(f["point"], f["how"], f["after"], f["after_attempt"]) for f in alone] == [
        (1, "cancelled", "old", 1),
        (2, "cancelled", "own", 2),
    ]
    assert {v.outcome for v in verdicts(CANCELLED, outcome).values()} == {Word.PASS}


@pytest.mark.usefixtures("small_heap")
def test_children_that_have_ended_and_cancellations_leave_nothing(subject: Subject) -> None:
    outcome = run_native(RETAINED, subject, "tasks")
    endings = Counter(e.fields["ending"] for e in events(outcome, "retained"))
    assert set(endings.values()) == {10} and len(endings) == 5
    assert {v.outcome for v in verdicts(RETAINED, outcome).values()} == {Word.PASS}


@pytest.mark.usefixtures("small_heap")
def test_a_memory_that_is_not_full_yet_is_seen_to_grow(subject: Subject) -> None:
    ran = replace(RETAINED, arguments={**RETAINED.arguments, "remembered": 0})
    (verdict,) = verdicts(ran, run_native(ran, subject, "tasks")).values()
    assert verdict.outcome is Word.FAIL and "uuid.UUID" in " ".join(verdict.witness)
