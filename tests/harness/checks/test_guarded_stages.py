"""Checks over stages behind guards: who ran, and as what the refused ones count."""

from harness.evidence.records import Event
from tests.harness.checks.histories import fails, order, passes, trial, vacuous

RUN, COUNTED = "only_the_authenticated_run", "a_refused_stage_is_not_completed"
NO_STAGES = order()


def asked(case: str, lets_in: bool, ran: bool, status: str = "") -> Event:
    told = status or ("completed" if ran else "failed")
    return Event("stage_guarded", 1, {"case": case, "lets_in": lets_in, "ran": ran, "status": told})


GOOD = (asked("a valid token", True, True), asked("no token", False, False))


def test_who_has_to_be_let_in_is_and_who_has_not_is_not() -> None:
    passes(RUN, trial(NO_STAGES, *GOOD))
    passes(COUNTED, trial(NO_STAGES, *GOOD))


def test_a_stage_that_runs_without_permission_fails_and_so_does_one_that_is_kept_from_it() -> None:
    open_door = fails(RUN, trial(NO_STAGES, *GOOD, asked("a broken validator", False, True)), "a broken validator")
    assert open_door.witness == ("a broken validator: the stage ran.",)
    shut = fails(RUN, trial(NO_STAGES, *GOOD, asked("a resource of its own", True, False)), "a resource of its own")
    assert shut.witness == ("a resource of its own: the stage did not run.",)


def test_a_refused_stage_that_counts_as_completed_fails() -> None:
    verdict = fails(COUNTED, trial(NO_STAGES, *GOOD, asked("an old token", False, False, "completed")), "status")
    assert verdict.witness == ("an old token: the stage did not run, and counts as completed.",)


def test_without_both_kinds_nothing_was_asked() -> None:
    for only in GOOD:
        vacuous(RUN, trial(NO_STAGES, only))
    vacuous(COUNTED, trial(NO_STAGES, GOOD[0]))
    vacuous(RUN, trial(NO_STAGES))
