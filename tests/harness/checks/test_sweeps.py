"""Checks over runs that a sweep disturbed."""

import pytest

from harness.catalogue.drivers import SWEEPS
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import CUT_SHORT, Event, Operation, Record
from tests.harness.checks.histories import (
    ended,
    fails,
    final_read,
    head,
    order,
    passes,
    read,
    result,
    scenario,
    stage,
    started,
    trial,
    unknown,
    vacuous,
    write,
)

SWALLOWED, CLEANUPS, ONCE = "cancellation_is_not_swallowed", "cleanups_run_once", "every_stage_runs_exactly_once"
TWO = order(stage("a"), stage("b", "a"))


def cancelled(at: int, by: str = "task") -> Event:
    return Event("run_cancelled", at, {"by": by, "step": at})


def over(how: str, at: int = 50) -> Event:
    return Event("run_ended", at, {"how": how, "says": ""})


def cut(how: str = "cancelled") -> Event:
    return Event("run_cut_short", 51, {"how": how})


def registered(name: str) -> Event:
    return Event("cleanup_registered", 1, {"cleanup": name})


def cleaned(name: str, at: int = 40) -> Event:
    return Event("cleanup_started", at, {"cleanup": name})


def fault(kind: str) -> Event:
    return Event("fault_injected", 5, {"stage": "a", "step": 1, "kind": kind})


def test_a_cancelled_run_ends_in_cancelled_error() -> None:
    passes(SWALLOWED, trial(TWO, cancelled(7), over("cancelled"), cut()))
    passes(SWALLOWED, trial(TWO, cancelled(7), cancelled(9), over("cancelled"), cut()))


@pytest.mark.parametrize("how", ["returned", "raised RuntimeError"])
def test_a_cancelled_run_that_ends_otherwise_has_swallowed_it(how: str) -> None:
    verdict = fails(SWALLOWED, trial(TWO, cancelled(7), over(how), cut(how)), f"cancelled run {how}")
    assert verdict.witness == (f"The run was cancelled after step 7, and {how}.",)


def test_without_a_cancel_of_the_task_nothing_was_swallowed() -> None:
    vacuous(SWALLOWED, trial(TWO, over("returned")))
    vacuous(SWALLOWED, trial(TWO, cancelled(7, by="token"), over("raised UnifiedPipelineCancelled"), cut()))
    unknown(SWALLOWED, trial(TWO, cancelled(7)))


def test_each_cleanup_ran_once_before_the_end() -> None:
    passes(CLEANUPS, trial(TWO, registered("x"), registered("y"), cleaned("y"), cleaned("x"), over("cancelled"), cut()))
    passes(CLEANUPS, trial(TWO, registered("x"), cleaned("x")))
    vacuous(CLEANUPS, trial(TWO, over("cancelled")))


BAD_CLEANUPS: dict[str, tuple[tuple[Record, ...], str]] = {
    "lost": ((cleaned("y"),), "cleanup not run"),
    "twice": ((cleaned("x"), cleaned("y"), cleaned("x")), "cleanup run again"),
    "late": ((cleaned("y"), cleaned("x", at=60)), "cleanup after the end"),
    "one-lost-one-twice": ((cleaned("y"), cleaned("y")), "cleanup not run"),
}


@pytest.mark.parametrize(("records", "signature"), BAD_CLEANUPS.values(), ids=BAD_CLEANUPS)
def test_a_cleanup_that_did_not_run_once_fails(records: tuple[Record, ...], signature: str) -> None:
    fails(CLEANUPS, trial(TWO, registered("x"), registered("y"), *records, over("cancelled"), cut()), signature)


def test_a_run_that_does_not_end_says_what_was_done_to_it() -> None:
    verdict = fails("run_ends", trial(TWO, fault("raise"), ended="deadlock", detail="a waits"), "deadlock")
    assert verdict.witness == ("Stage a was made to raise before its step 1.", "a waits")


def test_missing_results_of_a_run_that_was_cut_short_are_no_failure() -> None:
    vacuous("every_output_is_golden", trial(TWO, result("a", "d"), cut("returned")))
    fails("every_output_is_golden", trial(TWO, result("a", "d")), "output differs from model")


def test_a_stage_that_was_cut_short_is_no_failure_and_one_that_ran_twice_is() -> None:
    vacuous(ONCE, trial(TWO, started("a", 1), cut()))
    fails(ONCE, trial(TWO, started("a", 1)), "stage count")
    fails(ONCE, trial(TWO, started("a", 1), started("a", 3), cut()), "stage count")
    vacuous(ONCE, trial(TWO, fault("retry"), started("a", 1), started("a", 3), cut()))
    fails(ONCE, trial(TWO, fault("fail"), started("a", 1), ended("a", 2), ended("a", 3), cut()), "stage count")


def test_a_dependent_that_starts_after_a_stage_that_was_cancelled_fails() -> None:
    fails("dependencies_finish_first", trial(TWO, started("a", 1), started("b", 5), cut()), "started too early")


def test_a_write_that_was_cancelled_may_be_there_or_not() -> None:
    lost = "no_acknowledged_write_is_lost"
    half = Operation("w-b", "write", "b", "v-b", "unknown", 2, None, "cancelled")
    passes(lost, trial(TWO, write("a", 1, 4), write("c", 2, 5), half, read("a"), read("c"), final_read(), cut()))
    passes(lost, trial(TWO, write("a", 1, 4), write("c", 2, 5), half, read("a"), read("b"), read("c"), final_read()))


def test_trials_that_were_cut_short_have_no_outcome_to_compare() -> None:
    same = "outcome_is_the_same_under_every_schedule"
    passes(same, scenario({"aaaa": 3, CUT_SHORT: 40}))
    unknown(same, scenario({"aaaa": 3, CUT_SHORT: 40, "deadlock": 1}))
    fails(same, scenario({"aaaa": 3, "bbbb": 1, CUT_SHORT: 40}), "outcome depends on the schedule")


@pytest.mark.parametrize("driver", SWEEPS)
def test_what_a_disturbed_run_leaves_behind_is_seen(driver: str) -> None:
    left = Event("task_left_behind", 60, {"where": "a at a.py:1 in execute"})
    records = [cancelled(7), over("cancelled"), cut(), left]
    evidence = TrialEvidence(TWO, head(records=4, driver=driver), records)
    verdict = fails("nothing_is_left_behind", evidence, "task_left_behind")
    assert verdict.witness == ("The run was cancelled by its task after step 7.", "task a at a.py:1 in execute")
    passes("nothing_is_left_behind", TrialEvidence(TWO, head(records=3, driver=driver), records[:3]))
