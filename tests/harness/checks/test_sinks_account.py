"""What a bounded sink counts, on histories written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event
from harness.wire import ScenarioRun
from tests.harness.checks.histories import fails, passes, trial, vacuous

CHECK = "a_sink_accounts_for_every_event"
SINK = ScenarioRun("p", "sink_operations", (), arguments={"capacity": 2})


def of(*records: Event) -> TrialEvidence:
    return trial(SINK, *records)


def account(calls: int, begun: int, taken: int, emitted: int, dropped: int, interrupted: int = 0) -> Event:
    fields = {"calls": calls, "interrupted": interrupted, "begun": begun, "taken": taken}
    return Event("sink_accounted", 9, {"sink": "sink", **fields, "emitted": emitted, "dropped": dropped})


@pytest.mark.parametrize(
    "record",
    [
        account(5, 5, 5, 5, 0),
        account(5, 3, 3, 3, 2),
        account(5, 3, 2, 3, 2),
        account(5, 3, 2, 2, 3),
        account(5, 3, 3, 3, 1, interrupted=1),
        account(5, 3, 3, 3, 2, interrupted=1),
    ],
    ids=[
        "all-delivered",
        "some-refused",
        "failed-counted-as-emitted",
        "cut-off-counted-as-dropped",
        "cancelled-and-not-counted",
        "cancelled-and-counted",
    ],
)
def test_counts_that_add_up_pass(record: Event) -> None:
    assert passes(CHECK, of(record)).looked_at == 5


@pytest.mark.parametrize(
    ("record", "signature"),
    [
        (account(5, 2, 2, 5, 0), "lost, and not counted as dropped"),
        (account(5, 5, 5, 4, 1), "delivered, and not counted"),
        (account(5, 3, 3, 3, 1), "counts that do not add up"),
        (account(5, 3, 3, 3, 3), "counts that do not add up"),
        (account(5, 3, 3, 3, 0, interrupted=1), "counts that do not add up"),
    ],
    ids=["lost-at-stop", "delivered-and-dropped", "one-forgotten", "one-twice", "one-more-than-was-cancelled"],
)
def test_counts_that_do_not_add_up_fail(record: Event, signature: str) -> None:
    (line,) = fails(CHECK, of(record), signature).witness
    assert line.startswith("sink: of 5 events ")


def test_the_counts_are_said_in_words() -> None:
    assert fails(CHECK, of(account(5, 2, 1, 5, 0)), "lost, and not counted as dropped").witness == (
        "sink: of 5 events 2 were handed on and 1 were taken; it counts 5 as emitted and 0 as dropped.",
    )


def test_a_stop_that_raises_fails() -> None:
    raised = Event("sink_stop_raised", 8, {"sink": "sink", "error": "KeyError", "says": "'x'"})
    verdict = fails(CHECK, of(raised, account(5, 5, 5, 5, 0)), "stop raised")
    assert verdict.witness == ("sink: stop raised KeyError: 'x'",)


def test_without_counts_there_is_no_premise() -> None:
    vacuous(CHECK, of())


@given(st.lists(st.sampled_from(["taken", "failed", "refused", "cancelled"]), min_size=1))
def test_a_sink_that_counts_each_event_once_passes(fates: list[str]) -> None:
    taken, failed, refused, cancelled = (fates.count(f) for f in ("taken", "failed", "refused", "cancelled"))
    begun = taken + failed
    passes(CHECK, of(account(len(fates), begun, taken, begun, refused, cancelled)))
    fails(CHECK, of(account(len(fates), begun, taken, begun, refused + cancelled + 1, cancelled)), _DO_NOT_ADD_UP)


_DO_NOT_ADD_UP = "counts that do not add up"
