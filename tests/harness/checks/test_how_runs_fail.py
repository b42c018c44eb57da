"""Checks that look for failures which nothing tells of, on histories written by hand."""

from typing import Any

import pytest

from harness.checks.no_dependent_runs_after_a_failure import dependents
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Record, Scalar
from tests.harness.checks.histories import fails, judge, order, passes, seen, stage, trial, unknown, vacuous

AWAITER = "failures_reach_the_awaiter"
BEHIND = "no_dependent_runs_after_a_failure"
SURVIVE = "finished_outputs_survive_a_failure"
REFUSED = "missing_inputs_are_refused"
KEPT = "no_default_replaces_a_value"
REPORTED = "unawaited_errors_are_reported"
LOSSLESS = "conversions_are_lossless"
CHAIN = order(stage("a"), stage("b", "a"), stage("c", "b"), stage("d"), family="failing_run")


def of(*records: Record) -> TrialEvidence:
    return trial(CHAIN, *records)


def event(name: str, at: int = 1, of: str = "a", run: str = "run raise", **fields: Scalar) -> Event:
    return Event(name, at, {"run": run, "stage": of, **fields})


def began(way: str = "raise", culprit: str = "b") -> Event:
    return Event("run_started", 0, {"run": f"run {way}", "way": way, "culprit": culprit})


def finished(
    way: str = "raise", how: str = "raised UnifiedStageExecutionError", stage: str = "b", **changes: Scalar
) -> Event:
    said = {"stage": stage, "cause_kept": True, "text_kept": True, "carries_results": True, **changes}
    return Event("run_finished", 90, {"run": f"run {way}", "way": way, "culprit": "b", "how": how, **said})


@pytest.mark.parametrize(
    "end",
    [
        finished(),
        finished("fail", cause_kept=False),
        finished("cancel", "raised UnifiedPipelineCancelled", cause_kept=False),
        finished("own_cancel", cause_kept=False),
        finished("not_a_dict", cause_kept=False, text_kept=False),
        finished("outside", "raised CancelledError", stage="", cause_kept=False, text_kept=False),
    ],
    ids=["raise", "fail", "cancel", "own-cancel", "not-a-dict", "outside"],
)
def test_a_failure_that_is_told_passes(end: Event) -> None:
    passes(AWAITER, of(began(str(end.fields["way"])), end))


@pytest.mark.parametrize(
    ("end", "signature", "witness"),
    [
        (
            finished(how="returned"),
            "swallowed",
            "run raise: stage b raises an error, and the run returned its results.",
        ),
        (
            finished("fail", text_kept=False),
            "cause lost",
            "run fail: stage b returns FAIL, and the run raised UnifiedStageExecutionError without the error text of "
            "the stage's output.",
        ),
        (
            finished(cause_kept=False),
            "cause lost",
            "run raise: stage b raises an error, and the run raised UnifiedStageExecutionError without the error that "
            "the stage raised.",
        ),
        (
            finished(stage="c"),
            "stage not named",
            "run raise: stage b raises an error, and the run raised UnifiedStageExecutionError, which names stage 'c'.",
        ),
        (
            finished("outside", "raised RuntimeError"),
            "cancellation replaced",
            "run outside: stage b is at work when the run is cancelled from outside, and the run raised RuntimeError "
            "instead of CancelledError.",
        ),
        (
            finished("cancel"),
            "another error",
            "run cancel: stage b returns CANCEL, and the run raised UnifiedStageExecutionError instead of "
            "UnifiedPipelineCancelled.",
        ),
        (
            finished("own_cancel", "raised CancelledError", stage="", text_kept=False),
            "another error",
            "run own_cancel: stage b raises a CancelledError of its own, and the run raised CancelledError instead of "
            "UnifiedStageExecutionError.",
        ),
    ],
    ids=[
        "swallowed",
        "text-lost",
        "cause-lost",
        "another-stage",
        "cancellation-replaced",
        "cancel-told-as-failure",
        "own-cancel-goes-through",
    ],
)
def test_a_failure_that_is_not_told_fails(end: Event, signature: str, witness: str) -> None:
    assert fails(AWAITER, of(end), signature).witness == (witness,)


def test_a_run_that_never_finished_has_told_nobody() -> None:
    verdict = fails(AWAITER, of(began(), began("fail"), finished("fail")), "never settled")
    assert verdict.witness == ("run raise: a stage failed, and the run never settled.",)


def test_a_completed_stage_does_not_make_its_run_raise() -> None:
    verdict = fails(AWAITER, of(finished(), finished("skip")), "raised without a failure")
    assert verdict.witness == ("run skip: no stage failed, and the run raised UnifiedStageExecutionError.",)
    vacuous(AWAITER, of(finished("retry", "returned")))


def started(name: str, at: int = 5, run: str = "run raise") -> Event:
    return event("stage_started", at, name, run)


def test_only_dependents_of_completed_stages_start() -> None:
    passes(BEHIND, of(began(), started("a"), started("b"), started("d")))
    passes(BEHIND, of(began(), began("skip"), *(started(n, run="run skip") for n in "abc")))


def test_a_dependent_of_a_failed_stage_must_not_start() -> None:
    verdict = fails(BEHIND, of(began(), started("b"), started("c")), "dependent of a failed stage started")
    assert verdict.witness == ("run raise: stage b did not complete (raise), and stage c behind it started.",)


def test_a_dependent_of_a_completed_stage_must_start() -> None:
    verdict = fails(BEHIND, of(began(), began("retry"), started("b", run="run retry")), "dependent not started")
    assert verdict.witness == ("run retry: stage b completed (retry), and stage c behind it never started.",)


def test_without_a_failed_stage_that_others_need_nothing_is_decided() -> None:
    vacuous(BEHIND, of(began(culprit="d"), began("outside"), started("d")))


def test_dependents_are_found_through_others() -> None:
    assert dependents(CHAIN.stages, "a") == ["b", "c"]
    assert dependents(CHAIN.stages, "d") == []


ENDED = event("stage_ended", 3, "a", status="ok", digest="d1")


def partial(of: str, digest: str = "d1", status: str = "ok") -> Event:
    return event("partial_result", 91, of, status=status, digest=digest)


def test_finished_outputs_are_on_the_error() -> None:
    passes(SURVIVE, of(ENDED, started("b"), finished(), partial("a")))
    side = event("stage_ended", 4, "d", status="ok", digest="d2")
    passes(SURVIVE, of(ENDED, side, started("b"), finished(), partial("a")))  # d may have been too late


@pytest.mark.parametrize(
    ("records", "signature", "witness"),
    [
        ((), "outputs lost", "run raise: stage a had finished, and the error of the run does not carry its output."),
        (
            (partial("a", "d9"),),
            "outputs invented",
            "run raise: stage a returned other data than the error carries.",
        ),
        (
            (partial("a"), partial("b")),
            "outputs invented",
            "run raise: stage b had not finished, and the error carries an output of it.",
        ),
    ],
    ids=["lost", "other-data", "never-finished"],
)
def test_outputs_that_are_lost_or_wrong_fail(records: tuple[Event, ...], signature: str, witness: str) -> None:
    assert fails(SURVIVE, of(ENDED, started("b"), finished(), *records), signature).witness == (witness,)


def test_without_results_on_an_error_nothing_survives_or_dies() -> None:
    cancelled = finished("outside", "raised CancelledError", carries_results=False)
    assert vacuous(SURVIVE, of(ENDED, started("b"), cancelled)).reason.startswith("no run ended in an error")
    vacuous(SURVIVE, of(started("b"), finished()))


def test_an_error_that_never_had_results_is_unsupported_and_one_that_lost_them_fails() -> None:
    records = ENDED, started("b")
    verdict = judge(SURVIVE, of(*records, finished(carries_results=False, results_due=False)))
    assert (verdict.aside, verdict.looked_at) == ("unsupported", 1)
    assert verdict.reason == "unsupported: UnifiedStageExecutionError has no results in this subject"
    bare = fails(SURVIVE, of(*records, finished(carries_results=False, results_due=True)), "results missing")
    assert bare.witness == (
        "run raise: the run raised UnifiedStageExecutionError, which should carry results and has none.",
    )
    cancelled = finished("cancel", "raised UnifiedPipelineCancelled", carries_results=False, results_due=True)
    fails(SURVIVE, of(*records, finished(carries_results=False, results_due=False), cancelled), "results missing")


def test_an_error_without_results_beside_one_of_its_class_that_has_them_fails() -> None:
    whole = [ENDED, started("b"), finished(), partial("a")]
    verdict = fails(SURVIVE, of(*whole, finished("fail", carries_results=False)), "results missing")
    assert verdict.witness == (
        "run fail: the run raised UnifiedStageExecutionError, which should carry results and has none.",
    )
    passes(SURVIVE, of(*whole, finished("outside", "raised CancelledError", carries_results=False)))
    passes(SURVIVE, of(*whole, Event("run_finished", 92, {"run": "run ok", "way": "ok", "how": "returned"})))


def input_read(got: str, expected: str = "raises KeyError") -> Event:
    return event("input_read", call="require_from of a missing key", expected=expected, got=got)


def test_inputs_that_are_answered_as_documented_pass() -> None:
    passes(REFUSED, of(input_read("raises KeyError"), input_read("gives None", "gives None")))
    vacuous(REFUSED, of())


@pytest.mark.parametrize(
    ("read", "signature"),
    [
        (input_read("gives None"), "default instead of an error"),
        (input_read("raises TypeError"), "wrong error or default"),
        (input_read("gives 0", "gives None"), "wrong error or default"),
    ],
    ids=["silent", "another-error", "another-default"],
)
def test_inputs_that_are_answered_otherwise_fail(read: Event, signature: str) -> None:
    (line,) = fails(REFUSED, of(input_read("raises KeyError"), read), signature).witness
    said, promised = read.fields["got"], read.fields["expected"]
    assert line == (
        f"run raise: stage a called require_from of a missing key: it {said}, documented is that it {promised}."
    )


def test_values_that_are_false_come_back() -> None:
    zero = [seen("kept:get_from:zero by b", "put", "d0", "0"), seen("kept:get_from:zero by b", "got", "d0", "0")]
    passes(KEPT, of(*zero))
    text = [seen("kept:get:text by b", "put", "d1", "''"), seen("kept:get:text by b", "got", "d2", "'the default'")]
    verdict = fails(KEPT, of(*zero, *text), "not what was put in: get")
    assert verdict.witness == (
        "kept:get:text by b not what was put in:",
        "  put: ''",
        "  got: 'the default'",
    )
    unknown(KEPT, of(zero[0]))
    vacuous(KEPT, of())


def hidden(what: str = "hook") -> Event:
    return Event("error_hidden", 7, {"run": "run raise", "error": f"{what} in run raise", "what": what})


def reported(what: str = "hook") -> Event:
    return Event("error_reported", 8, {"error": f"{what} in run raise", "by": "the log interceptors"})


def test_errors_that_nobody_awaits_are_reported() -> None:
    passes(REPORTED, of(hidden(), hidden("sink"), reported(), reported("sink")))
    vacuous(REPORTED, of(reported()))
    verdict = fails(REPORTED, of(hidden(), hidden("sink"), reported()), "lost: sink")
    assert verdict.witness == ("the sink in run raise failed at step 7, and no log line or handler was told.",)


def converted(ended: str = "comes back", expected: str = "comes back", **changes: Any) -> Event:
    fields = {"way": "snapshot as JSON", "ended": ended, "expected": expected, "shown": "<value>", "error": ""}
    return Event("conversion", 5, {**fields, **changes})


OF = "converted:snapshot as JSON:0"


def test_what_comes_back_equal_passes() -> None:
    passes(LOSSLESS, of(converted(), seen(OF, "before"), seen(OF, "after")))


def test_what_comes_back_changed_fails() -> None:
    records: list[Record] = [converted(), seen(OF, "before", "d1", "(1, 2)"), seen(OF, "after", "d2", "[1, 2]")]
    verdict = fails(LOSSLESS, of(*records), "not what went in: snapshot as JSON")
    assert verdict.witness == (f"{OF} not what went in:", "  before: (1, 2)", "  after: [1, 2]")


@pytest.mark.parametrize(
    ("ended", "expected", "error"),
    [
        ("raises", "comes back", "ValueError: no id"),
        ("comes back", "is refused", ""),
        ("raises", "is refused", "TypeError: not JSON serializable"),
    ],
    ids=["raises", "lost-in-silence", "refused-without-the-path"],
)
def test_another_end_than_promised_fails(ended: str, expected: str, error: str) -> None:
    verdict = fails(LOSSLESS, of(converted(ended, expected, error=error)), f"snapshot as JSON {ended}")
    because = f" ({error})" if error else ""
    shown = f"snapshot as JSON of <value>: it {ended}{because}, promised is that it {expected}."
    assert verdict.witness == (shown,)


def test_where_nothing_came_back_nothing_is_lossless() -> None:
    vacuous(LOSSLESS, of())
    vacuous(LOSSLESS, of(converted("is refused", "is refused")))
