"""From check results to calibration and hypotheses."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from harness.catalogue.plants import PLANT as BY_NAME
from harness.findings.decide import Planted, calibrate, decide, with_calibration
from harness.findings.document import CheckResult, Hypothesis
from harness.findings.judgement import JudgedScenario
from harness.mission import Hypothesis as Claim
from harness.mission import Mission
from harness.mission.model import Decision, Promise
from harness.plan import CalibrationRun
from harness.wire import ScenarioRun
from tests.harness.report.factory import check

PLANT = BY_NAME["shared-metadata"]
SHARES, UNCHANGED = PLANT.caught_by
PIPELINE = "context_isolation"
ORDER = ScenarioRun(PIPELINE, "context_derivation", (), drivers=("schedules",), trials=200)


def judged(*checks: CheckResult, pipeline: str = PIPELINE) -> JudgedScenario:
    return JudgedScenario(ScenarioRun(pipeline, "context_derivation", ()), checks=list(checks))


def planted(**changes: Any) -> Planted:
    fields: dict[str, Any] = {
        "run": CalibrationRun(PLANT.name, (ORDER,), (SHARES, UNCHANGED)),
        "refused": "",
        "completed": True,
        "first_fail": {PIPELINE: {SHARES: 3, UNCHANGED: 40}},
        "of": 200,
    }
    return Planted(**fields | changes)


PASSING = judged(check(SHARES, PIPELINE), check(UNCHANGED, PIPELINE), check("run_ids_are_distinct", PIPELINE))


@pytest.mark.parametrize(
    ("changes", "caught", "trials", "reason"),
    [
        ({}, True, 41, f"{SHARES}, {UNCHANGED} failed"),
        ({"first_fail": {PIPELINE: {SHARES: 0, UNCHANGED: 0}}}, True, 1, f"{SHARES}, {UNCHANGED} failed"),
        ({"completed": False}, True, 41, f"{SHARES}, {UNCHANGED} failed"),
        ({"first_fail": {PIPELINE: {SHARES: 3}}}, False, None, f"{UNCHANGED} did not fail in 200 trials"),
        ({"first_fail": {}}, False, None, f"{SHARES}, {UNCHANGED} did not fail in 200 trials"),
        ({"first_fail": {}, "completed": False}, None, None, "its worker did not come to its end"),
        ({"first_fail": {}, "refused": "no with_run_id"}, None, None, "could not be planted: no with_run_id"),
        (
            {"run": CalibrationRun(PLANT.name, (ORDER,), ())},
            None,
            None,
            "no pipeline of this mission runs a check that must see it",
        ),
    ],
    ids=["caught", "at-once", "caught-before-a-death", "one-missed", "missed", "died", "refused", "no-check"],
)
def test_a_plant_is_caught_missed_or_uncalibrated(
    changes: dict[str, Any], caught: bool | None, trials: int | None, reason: str
) -> None:
    (entry,) = calibrate([planted(**changes)], [PASSING])
    assert (entry.plant, entry.caught, entry.trials, entry.of) == (PLANT.name, caught, trials, 200)
    assert entry.reason == reason


def test_a_check_that_fails_without_the_plant_has_bitten() -> None:
    failing = judged(check(SHARES, PIPELINE, verdict="FAIL"), check(UNCHANGED, PIPELINE))
    (entry,) = calibrate([planted(first_fail={PIPELINE: {UNCHANGED: 4}})], [failing])
    assert (entry.caught, entry.trials) == (True, 5)
    assert entry.reason.endswith("without the plant as well, which counts as the bite")


def test_a_failure_on_a_pipeline_where_the_plant_does_not_show_is_no_bite() -> None:
    elsewhere = judged(check(SHARES, "other", verdict="FAIL"), pipeline="other")
    (entry,) = calibrate([planted(first_fail={PIPELINE: {UNCHANGED: 4}})], [PASSING, elsewhere])
    assert entry.caught is False


def test_facts_of_a_run_become_a_plant() -> None:
    run = CalibrationRun(PLANT.name, (ORDER,), (SHARES,))
    facts = {"plant": PLANT.name, "refused": "", "completed": True, "first_fail": {PIPELINE: {SHARES: 1}}, "of": 7}
    assert Planted.from_json(run, facts) == Planted(run, "", True, {PIPELINE: {SHARES: 1}}, 7)


def nothing_audited(check: str, order: ScenarioRun) -> list[str]:
    return []


def calibrated(scenario: JudgedScenario, *plants: Planted) -> dict[str, tuple[str, bool | None]]:
    results = with_calibration(scenario, calibrate(plants, [PASSING]), nothing_audited)
    return {r.check: (r.verdict, r.calibrated) for r in results}


def test_a_caught_plant_proves_its_checks_and_no_other() -> None:
    assert calibrated(PASSING, planted()) == {
        SHARES: ("PASS", True),
        UNCHANGED: ("PASS", True),
        "run_ids_are_distinct": ("PASS", None),
    }


def test_a_missed_plant_lets_its_checks_pass_nothing() -> None:
    assert calibrated(PASSING, planted(first_fail={})) == {
        SHARES: ("UNKNOWN", False),
        UNCHANGED: ("UNKNOWN", False),
        "run_ids_are_distinct": ("PASS", None),
    }
    (first, *_) = with_calibration(PASSING, calibrate([planted(first_fail={})], [PASSING]), nothing_audited)
    assert first.reason == "this check missed its planted fault"


@pytest.mark.parametrize("verdict", ["FAIL", "UNKNOWN"])
def test_a_missed_plant_changes_no_other_verdict(verdict: str) -> None:
    scenario = judged(check(SHARES, PIPELINE, verdict=verdict, reason="own"))
    (result,) = with_calibration(scenario, calibrate([planted(first_fail={})], [PASSING]), nothing_audited)
    assert (result.verdict, result.reason, result.calibrated) == (verdict, "own", False)


def test_a_refused_plant_leaves_its_checks_uncalibrated() -> None:
    said = calibrated(PASSING, planted(refused="no such method"))
    assert said[SHARES] == ("PASS", None)


def test_a_plant_says_nothing_of_other_pipelines() -> None:
    elsewhere = judged(check(SHARES, "other"), pipeline="other")
    assert calibrated(elsewhere, planted(first_fail={})) == {SHARES: ("PASS", None)}


def test_a_check_with_two_plants_must_catch_both() -> None:
    assert calibrated(PASSING, planted(), planted(first_fail={}))[SHARES] == ("UNKNOWN", False)
    assert calibrated(PASSING, planted(first_fail={}), planted())[SHARES] == ("UNKNOWN", False)


EVER = (Promise(since="0", text="It is promised."),)


def mission(*decided_by: str | Decision, promise: tuple[Promise, ...] = EVER) -> Mission:
    decisions = tuple(d if isinstance(d, Decision) else Decision(check=d) for d in decided_by)
    claim = Claim(id="H1", claim="It holds.", promise=promise, decided_by=decisions)
    pipelines = [SimpleNamespace(id="p"), SimpleNamespace(id="q")]
    return cast(Mission, SimpleNamespace(hypotheses=(claim,), pipelines=pipelines))


def answer(
    decided_by: tuple[str | Decision, ...],
    *results: CheckResult,
    unsupported: Mapping[str, str] | None = None,
    broken: tuple[str, ...] = (),
) -> Hypothesis:
    by_pipeline: dict[str, list[CheckResult]] = {"p": [], "q": []}
    for r in results:
        by_pipeline[r.pipeline].append(r)
    (hypothesis,) = decide(mission(*decided_by), by_pipeline, unsupported or {}, broken, "0.5.0")
    return hypothesis


P, Q = check("a", "p"), check("a", "q", trials=2)
P_FAIL, Q_FAIL = check("a", "p", verdict="FAIL", reason="lost"), check("a", "q", verdict="FAIL", reason="lost")
P_UNKNOWN, Q_UNKNOWN = (check("a", x, verdict="UNKNOWN", reason="nobody tried") for x in "pq")
ONLY_P = Decision(check="a", pipelines=("p",))
P_NOT_RUN, Q_NOT_RUN = (check("a", x, verdict="UNKNOWN", reason="not run: by --perf", not_run=True) for x in "pq")
P_OUT, Q_OUT = (check("a", x, verdict="EXCLUDED", reason="there is one stage only", trials=0) for x in "pq")
Q_LACKS = check("a", "q", verdict="UNKNOWN", reason="unsupported: no results", unsupported=True)
LACKS = {"q": "the subject has no OutputBag"}


@pytest.mark.parametrize(
    ("decided_by", "results", "unsupported", "result", "reason"),
    [
        (("a",), (P, Q), {}, "holds", "2 of 2 checks pass, 42 verdicts over trials"),
        (("a",), (P, Q_FAIL), {}, "refuted", "a on q: lost"),
        (("a",), (P_UNKNOWN, Q_FAIL), {}, "refuted", "a on q: lost"),
        (("a",), (P, Q_UNKNOWN), {}, "inconclusive", "a on q: nobody tried"),
        (("a",), (), {}, "inconclusive", "no check was executed"),
        (("b",), (P, Q), {}, "inconclusive", "no check was executed"),
        (("a",), (P, Q_UNKNOWN), LACKS, "holds", "1 of 1 checks pass, 40 verdicts over trials"),
        (("a",), (Q_UNKNOWN,), LACKS, "unsupported", "the subject has no OutputBag"),
        (("a",), (P_UNKNOWN, Q_UNKNOWN), LACKS, "inconclusive", "a on p: nobody tried"),
        (("a",), (P, Q_FAIL), LACKS, "refuted", "a on q: lost"),
        (("a",), (P_NOT_RUN, Q_NOT_RUN), {}, "not_run", "not run: by --perf"),
        (("a",), (P, Q_NOT_RUN), {}, "holds", "1 of 1 checks pass, 40 verdicts over trials"),
        (("a",), (P_UNKNOWN, Q_NOT_RUN), {}, "inconclusive", "a on p: nobody tried"),
        (("a",), (P_FAIL, Q_NOT_RUN), {}, "refuted", "a on p: lost"),
        (("a",), (P_OUT, Q_OUT), {}, "excluded", "a on p: there is one stage only"),
        (("a",), (P, Q_OUT), {}, "holds", "1 of 1 checks pass, 40 verdicts over trials"),
        (("a",), (P_UNKNOWN, Q_OUT), {}, "inconclusive", "a on p: nobody tried"),
        (("a",), (P_FAIL, Q_OUT), {}, "refuted", "a on p: lost"),
        (("a",), (P_OUT, Q_NOT_RUN), {}, "excluded", "a on p: there is one stage only"),
        (("a",), (Q_LACKS,), {}, "unsupported", "unsupported: no results"),
        (("a",), (P, Q_LACKS), {}, "holds", "1 of 1 checks pass, 40 verdicts over trials"),
        ((ONLY_P,), (P, Q_FAIL), {}, "holds", "1 of 1 checks pass, 40 verdicts over trials"),
        (("a", "b"), (P, check("b", "q", verdict="FAIL", reason="torn")), {}, "refuted", "b on q: torn"),
    ],
    ids=[
        "all-pass",
        "one-fail",
        "fail-before-unknown",
        "one-unknown",
        "nothing-run",
        "its-check-not-run",
        "one-pipeline-unsupported",
        "all-unsupported",
        "unknown-beside-unsupported",
        "fail-counts-everywhere",
        "all-not-run",
        "not-run-beside-pass",
        "not-run-beside-unknown",
        "not-run-beside-fail",
        "all-excluded",
        "excluded-beside-pass",
        "excluded-beside-unknown",
        "excluded-beside-fail",
        "excluded-beside-not-run",
        "check-unsupported",
        "check-unsupported-beside-pass",
        "only-the-named-pipeline",
        "second-check",
    ],
)
def test_a_hypothesis_is_decided_by_its_checks(
    decided_by: tuple[str | Decision, ...],
    results: tuple[CheckResult, ...],
    unsupported: Mapping[str, str],
    result: str,
    reason: str,
) -> None:
    found = answer(decided_by, *results, unsupported=unsupported)
    assert (found.result, found.reason) == (result, reason)
    assert (found.id, found.claim, found.promise) == ("H1", "It holds.", "It is promised.")


LATER = (Promise(since="0.9"), Promise(since="1.0", text="Promised since 1.0."), Promise(since="1.2"))
OURS = (Promise(since="0.5.0.post1", text="Promised by a fork."), Promise(since="0.5.1"))


@pytest.mark.parametrize(
    ("promise", "version", "text"),
    [
        pytest.param((), "0.5.0", None, id="never"),
        pytest.param(EVER, "0.5.0.post1", "It is promised.", id="ever"),
        pytest.param(EVER, "unknown", "It is promised.", id="ever-and-an-unknown-version"),
        pytest.param(LATER, "unknown", None, id="some-and-an-unknown-version"),
        pytest.param(LATER, "0.5", None, id="before-the-first"),
        pytest.param(LATER, "0.10.0", None, id="ten-is-more-than-nine"),
        pytest.param(LATER, "1", "Promised since 1.0.", id="the-version-itself"),
        pytest.param(LATER, "1.1.9", "Promised since 1.0.", id="between-two"),
        pytest.param(LATER, "1.2.0rc1", None, id="taken-back"),
        pytest.param(LATER[::-1], "1.1", "Promised since 1.0.", id="in-any-order"),
        pytest.param(OURS, "0.5.0", None, id="before-a-post-release"),
        pytest.param(OURS, "0.5.0.post1", "Promised by a fork.", id="the-post-release"),
        pytest.param(OURS, "0.5.0.post12", "Promised by a fork.", id="a-later-post-release"),
        pytest.param(OURS, "0.5.1", None, id="the-release-after-it"),
        pytest.param(OURS, "unknown", None, id="a-fork-and-an-unknown-version"),
    ],
)
def test_a_promise_is_the_one_that_stands_in_the_version(
    promise: tuple[Promise, ...], version: str, text: str | None
) -> None:
    (found,) = decide(mission("a", promise=promise), {"p": [P], "q": []}, {}, (), version)
    assert found.promise == text


@pytest.mark.parametrize(
    ("results", "broken", "result"),
    [
        ((P, Q_UNKNOWN), ("q",), "harness_error"),
        ((P, Q_UNKNOWN), ("p",), "inconclusive"),
        ((P, Q), ("p", "q"), "holds"),
        ((P, Q_FAIL), ("q",), "refuted"),
        ((), ("p",), "harness_error"),
        ((), ("elsewhere",), "inconclusive"),
    ],
    ids=["what-it-left-open", "open-elsewhere", "decided-all-the-same", "refuted", "nothing-run", "another-pipeline"],
)
def test_a_failing_harness_is_an_answer_only_on_the_pipelines_it_failed_on(
    results: tuple[CheckResult, ...], broken: tuple[str, ...], result: str
) -> None:
    assert answer(("a",), *results, broken=broken).result == result
