"""junit.xml: what a build server reads of a run."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from junitparser import JUnitXml

from harness.errors import ExitCode
from harness.findings.document import BaselineAnswer, BaselineUse, RunDocument
from harness.findings.finding import Evidence, FindingsDocument
from harness.report.junit import render_junit
from harness.report.outcomes import outcomes
from tests.harness.report.factory import (
    check,
    document,
    empty,
    finding,
    found,
    hypothesis,
    inconclusive,
    mission,
    passing,
    planted,
    run,
)


def read(run_: RunDocument, findings: FindingsDocument) -> ET.Element:
    data = render_junit(run_, findings)
    assert data == render_junit(run_, findings)
    assert len(JUnitXml.fromstring(data)) == 1
    (suite,) = ET.fromstring(data)
    return suite


def cases(run_: RunDocument, findings: FindingsDocument) -> dict[str, str]:
    """Name up to its first blank -> passed, failure, error or skipped."""
    told = {}
    for case in read(run_, findings).iter("testcase"):
        kinds = [e.tag for e in case if e.tag in ("failure", "error", "skipped")]
        assert len(kinds) <= 1
        told[case.get("name", "").partition(":")[0]] = kinds[0] if kinds else "passed"
    return told


def test_a_run_that_passes_has_a_case_for_each_hypothesis() -> None:
    suite = read(*passing())
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == (
        "2",
        "0",
        "0",
        "0",
    )
    assert suite.get("name") == "CORE-008 on bundled"
    properties = {p.get("name"): p.get("value") for p in suite.iter("property")}
    assert properties["again"] == "stageflow-stress run CORE-008 --seed 0"
    assert next(c.get("name") for c in suite.iter("testcase")) == "H1: The claim of H1 is kept."


def test_a_refuted_promise_fails_with_witness_fingerprint_and_replay() -> None:
    suite = read(*planted())
    (failure,) = suite.iter("failure")
    assert failure.get("message") == "parent_is_unchanged failed on context_isolation"
    text = failure.text or ""
    bug = planted()[1].findings[0]
    assert bug.fingerprint in text
    assert "  parent.metadata and derived.metadata are one dict" in text
    assert "again: stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001" in text


def test_a_case_and_each_of_its_findings_have_their_place_in_the_mission() -> None:
    made, findings = planted()
    lines = {"hypotheses/H3": 20, "pipelines/context_isolation": 41}
    alone = finding("CORE-008-BUG-002", evidence=Evidence(pipeline="elsewhere"))
    more = document(*findings.findings, alone)
    suite = read(found(made.model_copy(update={"mission": mission(lines=lines)}), *more.findings), more)
    places = {c.get("name", "")[:16].partition(":")[0]: (c.get("file"), c.get("line")) for c in suite.iter("testcase")}
    file = "missions/CORE-008.yaml"
    assert places == {"H1": (file, "1"), "H3": (file, "20"), "CORE-008-BUG-002": (file, "1")}
    refuted, other = (failure.text or "" for failure in suite.iter("failure"))
    assert refuted.endswith(f"\nat {file}:41")
    assert other.endswith(f"again: {made.command}\nat {file}:1")


@pytest.mark.parametrize(
    ("result", "changes", "expected"),
    [
        ("holds", {}, "passed"),
        ("refuted", {}, "failure"),
        ("refuted", {"promise": None}, "skipped"),
        ("unsupported", {}, "skipped"),
        ("excluded", {}, "skipped"),
        ("not_run", {}, "skipped"),
        ("inconclusive", {}, "error"),
        ("harness_error", {}, "error"),
    ],
)
def test_each_result_has_its_place(result: str, changes: dict[str, Any], expected: str) -> None:
    made = run(hypotheses=[hypothesis("H1", result, **changes)])
    assert cases(made, document()) == {"H1": expected}


def test_an_open_question_that_fails_no_run_is_skipped() -> None:
    made = inconclusive()[0].model_copy(update={"verdict": "PASS_WITH_CONCERNS"})
    made = made.model_copy(update={"mission": made.mission.model_copy(update={"priority": "P1"})})
    assert cases(made, document())["H3"] == "skipped"


def test_a_finding_of_no_hypothesis_has_a_case_of_its_own() -> None:
    crash = finding("CORE-008-BUG-9", severity="medium", hypothesis=None)
    for fail_on, expected in (("high", "passed"), ("medium", "failure"), ("never", "passed")):
        made = found(run(fail_on=fail_on), crash)
        assert cases(made, document(crash))["CORE-008-BUG-9"] == expected


def test_what_the_baseline_knows_passes_and_says_so() -> None:
    made, findings = planted()
    bug = findings.findings[0]
    failed = check(verdict="FAIL", signature="shared-metadata")
    bug = finding(
        hypothesis="H3",
        checks=["parent_is_unchanged"],
        fingerprint=_print_of(failed.signature),
        component="ContextSnapshot",
    )
    said = BaselineAnswer(fingerprint=bug.fingerprint, id=bug.id, status="known", reason="waits", until="2027-01-31")
    made = found(made, bug).model_copy(
        update={"baseline": BaselineUse(file="known.yaml", entries=1, answers=[said]), "exit_code": 0}
    )
    suite = read(made, document(bug))
    assert cases(made, document(bug))["H3"] == "passed"
    out = " ".join(e.text or "" for e in suite.iter("system-out"))
    assert "CORE-008-BUG-001 is known in the baseline, until 2027-01-31; waits" in out


def _print_of(signature: str) -> str:
    from harness.findings.fingerprint import fingerprint

    return fingerprint("CORE-008", "parent_is_unchanged", "ContextSnapshot", signature)


@pytest.mark.parametrize(
    "made", [passing(), planted(), inconclusive(), empty()], ids=["passing", "planted", "open", "empty"]
)
def test_failures_and_errors_agree_with_the_exit_code(made: tuple[RunDocument, FindingsDocument]) -> None:
    told = {o.status for o in outcomes(*made)}
    assert ("failed" in told) is (made[0].exit_code == ExitCode.FOUND)
    assert ("error" in told) is (made[0].exit_code in (ExitCode.INCONCLUSIVE, ExitCode.HARNESS_BUG))


def test_an_error_of_the_harness_is_one() -> None:
    made = run(harness_errors=["ValueError: no\n  more lines"], verdict="BLOCKED", exit_code=70)
    (error,) = read(made, document()).iter("error")
    assert error.get("message") == "ValueError: no"
