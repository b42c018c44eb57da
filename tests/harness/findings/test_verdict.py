"""The mission's verdict, rule by rule, and the exit code."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.catalogue.severities import BUG_TYPES, SEVERITIES, TYPE_CODES
from harness.findings.document import Hypothesis
from harness.findings.finding import Finding
from harness.findings.verdict import VERDICTS, at_or_over, exit_code, mission_verdict
from tests.harness.report.factory import finding, hypothesis

HOLDS = hypothesis("H1")
REFUTED = hypothesis("H2", "refuted", claim="It is kept.")
WISH = hypothesis("H3", "refuted", promise=None)
INCONCLUSIVE = hypothesis("H4", "inconclusive", reason="no write was made")
UNSUPPORTED = hypothesis("H5", "unsupported")
HARNESS = hypothesis("H6", "harness_error", reason="the check raised KeyError")


def bug(severity: str, type_: str = "bug") -> Finding:
    return finding(f"CORE-008-BUG-{severity}", type_, severity)


TABLE: list[tuple[str, str, str, list[Hypothesis], list[Finding], list[str], str]] = [
    # id, priority, risk, hypotheses, findings, harness errors, verdict
    ("critical-bug", "P2", "low", [HOLDS], [bug("critical")], [], "FAIL"),
    ("critical-bug-beats-harness-error", "P0", "low", [HARNESS], [bug("critical")], ["broke"], "FAIL"),
    ("critical-performance", "P2", "low", [HOLDS], [bug("critical", "performance")], [], "FAIL"),
    ("refuted-in-catastrophic-mission", "P1", "catastrophic", [REFUTED], [], [], "FAIL"),
    ("risk-in-capitals", "P1", "Catastrophic", [REFUTED], [], [], "FAIL"),
    ("harness-error", "P0", "catastrophic", [HOLDS], [], ["broke"], "BLOCKED"),
    ("hypothesis-with-harness-error", "P0", "catastrophic", [HOLDS, HARNESS], [], [], "BLOCKED"),
    ("harness-error-beats-high-bug", "P0", "low", [HOLDS], [bug("high")], ["broke"], "BLOCKED"),
    ("inconclusive-in-p0", "P0", "low", [HOLDS, INCONCLUSIVE], [], [], "INCONCLUSIVE"),
    ("inconclusive-in-p0-beats-high-bug", "P0", "low", [HOLDS, INCONCLUSIVE], [bug("high")], [], "INCONCLUSIVE"),
    ("inconclusive-in-p0-beats-refuted", "P0", "low", [REFUTED, INCONCLUSIVE], [], [], "INCONCLUSIVE"),
    ("nothing-decided", "P2", "low", [INCONCLUSIVE, UNSUPPORTED], [], [], "INCONCLUSIVE"),
    ("refuted-elsewhere", "P1", "high", [HOLDS, REFUTED], [], [], "NEEDS_WORK"),
    ("refuted-and-inconclusive-p1", "P1", "high", [REFUTED, INCONCLUSIVE], [], [], "NEEDS_WORK"),
    ("high-bug", "P1", "high", [HOLDS], [bug("high")], [], "NEEDS_WORK"),
    ("high-reliability", "P1", "high", [HOLDS], [bug("high", "reliability")], [], "NEEDS_WORK"),
    ("high-bug-and-nothing-holds", "P1", "high", [UNSUPPORTED], [bug("high")], [], "NEEDS_WORK"),
    ("medium-bug", "P0", "catastrophic", [HOLDS], [bug("medium", "security")], [], "PASS_WITH_CONCERNS"),
    ("inconclusive-in-p1", "P1", "catastrophic", [HOLDS, INCONCLUSIVE], [], [], "PASS_WITH_CONCERNS"),
    ("wish-and-inconclusive-p1", "P1", "low", [WISH, INCONCLUSIVE], [], [], "PASS_WITH_CONCERNS"),
    ("all-unsupported", "P0", "catastrophic", [UNSUPPORTED], [], [], "NOT_APPLICABLE"),
    ("no-hypothesis", "P0", "catastrophic", [], [], [], "NOT_APPLICABLE"),
    ("only-a-wish", "P0", "catastrophic", [WISH], [], [], "NOT_APPLICABLE"),
    ("holds", "P0", "catastrophic", [HOLDS], [], [], "PASS"),
    ("all-not-run", "P0", "catastrophic", [hypothesis("H6", "not_run")], [], [], "NOT_APPLICABLE"),
    ("holds-beside-not-run", "P0", "catastrophic", [HOLDS, hypothesis("H6", "not_run")], [], [], "PASS"),
    ("all-excluded", "P0", "catastrophic", [hypothesis("H7", "excluded")], [], [], "NOT_APPLICABLE"),
    ("holds-beside-excluded", "P0", "catastrophic", [HOLDS, hypothesis("H7", "excluded")], [], [], "PASS"),
    ("holds-beside-unsupported", "P0", "catastrophic", [HOLDS, UNSUPPORTED], [], [], "PASS"),
    ("holds-beside-a-wish", "P0", "catastrophic", [HOLDS, WISH], [], [], "PASS"),
    ("low-bug", "P0", "catastrophic", [HOLDS], [bug("low")], [], "PASS"),
    ("critical-dx-is-no-bug", "P0", "catastrophic", [HOLDS], [bug("critical", "dx")], [], "PASS"),
]


@pytest.mark.parametrize(
    ("priority", "risk", "hypotheses", "findings", "errors", "verdict"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_first_rule_that_matches_decides(
    priority: str, risk: str, hypotheses: list[Hypothesis], findings: list[Finding], errors: list[str], verdict: str
) -> None:
    decided, reason = mission_verdict(priority, risk, hypotheses, findings, errors)
    assert decided == verdict
    assert reason.endswith(".")
    assert reason[0] == reason[0].upper()


@pytest.mark.parametrize(
    ("hypotheses", "findings", "errors", "said"),
    [
        ([HOLDS], [bug("critical")], [], ["1 critical bug", "CORE-008-BUG-critical"]),
        ([HOLDS, REFUTED], [], [], ["H2 is refuted", "It is kept"]),
        ([HOLDS], [], ["worker frame 7 is no frame"], ["worker frame 7 is no frame"]),
        ([HARNESS], [], [], ["H6", "the check raised KeyError"]),
        ([HOLDS, INCONCLUSIVE], [], [], ["H4", "no write was made"]),
        ([HOLDS], [bug("medium")], [], ["1 medium bug", "CORE-008-BUG-medium"]),
        ([HOLDS, UNSUPPORTED], [], [], ["1 of 2 hypotheses holds", "H5", "no bug was found"]),
        ([HOLDS, WISH], [], [], ["H3", "no promise is refuted"]),
        ([HOLDS], [bug("low")], [], ["1 low bug"]),
    ],
    ids=[
        "critical-bug", "refuted", "harness-error", "check-raised", "inconclusive", "medium-bug", "unsupported", "wish",
        "low-bug",
    ],
)  # fmt: skip
def test_the_reason_names_what_it_rests_on(
    hypotheses: list[Hypothesis], findings: list[Finding], errors: list[str], said: list[str]
) -> None:
    _, reason = mission_verdict("P1", "catastrophic", hypotheses, findings, errors)
    assert [text for text in said if text not in reason] == []


HYPOTHESES = st.lists(st.sampled_from([HOLDS, REFUTED, WISH, INCONCLUSIVE, UNSUPPORTED, HARNESS]), max_size=4)
FINDINGS = st.lists(st.builds(bug, st.sampled_from(SEVERITIES), st.sampled_from([*TYPE_CODES])), max_size=4)
MISSIONS = st.fixed_dictionaries(
    {
        "priority": st.sampled_from(["P0", "P1", "P2"]),
        "risk": st.sampled_from(["catastrophic", "severe", "high", "moderate", "low"]),
        "hypotheses": HYPOTHESES,
        "harness_errors": st.lists(st.just("broke"), max_size=1),
    }
)


@given(MISSIONS, FINDINGS, st.sampled_from(SEVERITIES), st.sampled_from(sorted(BUG_TYPES)))
def test_a_bug_never_betters_the_verdict(
    mission: dict[str, Any], findings: list[Finding], severity: str, type_: str
) -> None:
    before, _ = mission_verdict(findings=findings, **mission)
    after, _ = mission_verdict(findings=[*findings, bug(severity, type_)], **mission)
    assert VERDICTS.index(after) >= VERDICTS.index(before)


@given(MISSIONS, FINDINGS, st.sampled_from(SEVERITIES), st.sampled_from(sorted({*TYPE_CODES} - BUG_TYPES)))
def test_what_is_no_bug_changes_neither_verdict_nor_exit_code(
    mission: dict[str, Any], findings: list[Finding], severity: str, type_: str
) -> None:
    more = [*findings, bug(severity, type_)]
    before, after = mission_verdict(findings=findings, **mission), mission_verdict(findings=more, **mission)
    assert before == after
    hypotheses, errors = mission["hypotheses"], mission["harness_errors"]
    assert exit_code(before[0], hypotheses, findings, errors, "low") == exit_code(
        after[0], hypotheses, more, errors, "low"
    )


@given(MISSIONS, FINDINGS)
def test_refuting_a_promise_that_held_never_betters_the_verdict(
    mission: dict[str, Any], findings: list[Finding]
) -> None:
    worse = [REFUTED if h is HOLDS else h for h in mission["hypotheses"]]
    before, _ = mission_verdict(findings=findings, **mission)
    after, _ = mission_verdict(findings=findings, **{**mission, "hypotheses": worse})
    assert VERDICTS.index(after) >= VERDICTS.index(before)


@given(MISSIONS, FINDINGS)
def test_every_verdict_has_a_reason(mission: dict[str, Any], findings: list[Finding]) -> None:
    _, reason = mission_verdict(findings=findings, **mission)
    assert reason.strip(" .;")


@pytest.mark.parametrize(
    ("verdict", "hypotheses", "findings", "errors", "fail_on", "code"),
    [
        ("PASS", [HOLDS], [], [], "high", 0),
        ("FAIL", [REFUTED], [], [], "high", 1),
        ("FAIL", [REFUTED], [], [], "critical", 1),
        ("FAIL", [REFUTED], [], [], "never", 0),
        ("PASS", [HOLDS, WISH], [], [], "low", 0),
        ("NEEDS_WORK", [HOLDS], [bug("high")], [], "high", 1),
        ("NEEDS_WORK", [HOLDS], [bug("high")], [], "critical", 0),
        ("PASS_WITH_CONCERNS", [HOLDS], [bug("medium")], [], "high", 0),
        ("PASS_WITH_CONCERNS", [HOLDS], [bug("medium")], [], "medium", 1),
        ("PASS", [HOLDS], [bug("low")], [], "low", 1),
        ("PASS", [HOLDS], [bug("info")], [], "low", 0),
        ("PASS", [HOLDS], [bug("critical", "dx")], [], "low", 0),
        ("BLOCKED", [HOLDS], [], ["broke"], "high", 70),
        ("BLOCKED", [HARNESS], [], [], "high", 70),
        ("BLOCKED", [REFUTED], [], ["broke"], "high", 1),
        ("BLOCKED", [REFUTED], [], ["broke"], "never", 70),
        ("INCONCLUSIVE", [HOLDS, INCONCLUSIVE], [], [], "high", 3),
        ("INCONCLUSIVE", [REFUTED, INCONCLUSIVE], [], [], "high", 1),
        ("INCONCLUSIVE", [HOLDS, INCONCLUSIVE], [], [], "never", 3),
        ("NOT_APPLICABLE", [UNSUPPORTED], [], [], "high", 0),
    ],
)
def test_exit_code(
    verdict: Any, hypotheses: list[Hypothesis], findings: list[Finding], errors: list[str], fail_on: Any, code: int
) -> None:
    assert exit_code(verdict, hypotheses, findings, errors, fail_on) == code


def test_nothing_reaches_never() -> None:
    assert not any(at_or_over(severity, "never") for severity in SEVERITIES)
