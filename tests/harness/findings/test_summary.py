"""Everything a report counts."""

from hypothesis import given
from hypothesis import strategies as st

from harness.catalogue.severities import BUG_TYPES, SEVERITIES, TYPE_CODES
from harness.findings.finding import Finding, Recommendation
from harness.findings.silent_failures import SILENT_FAILURES
from harness.findings.summary import Summary, summarize
from tests.harness.report.factory import check, document, empty, finding, hypothesis, planted, run, scenario, strength


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [f.id for f in findings]


def of(*findings: Finding) -> Summary:
    return summarize(run(), document(*findings))


def test_strengths_are_in_no_severity_tally() -> None:
    summary = of(strength(), finding(severity="high"))
    assert {tally.label: tally.count for tally in summary.by_severity} == {s: s == "high" for s in SEVERITIES}
    assert {tally.label: tally.count for tally in summary.by_type if tally.count} == {"strength": 1, "bug": 1}


def test_the_gravest_comes_first_then_the_id() -> None:
    summary = of(finding("b", severity="low"), finding("c", severity="high"), finding("a", severity="low"))
    assert ids(summary.bugs) == ["c", "a", "b"]


def test_bugs_are_what_can_change_a_verdict() -> None:
    summary = of(*(finding(f"f-{type_}", type_, "medium") for type_ in TYPE_CODES))
    assert {f.type for f in summary.bugs} == BUG_TYPES
    assert ids(summary.improvements) == ["f-feature_request", "f-improvement"]
    assert ids(summary.dx) == ["f-dx"]
    assert "f-documentation" in ids(summary.others)


FINDINGS = st.lists(
    st.builds(
        finding,
        st.integers(0, 99).map(lambda n: f"CORE-008-BUG-{n:03d}"),
        st.sampled_from([*TYPE_CODES]),
        st.sampled_from(SEVERITIES),
    ),
    unique_by=lambda f: f.id,
    max_size=12,
)


@given(FINDINGS)
def test_every_finding_is_in_a_list_of_the_report_and_every_tally_adds_up(findings: list[Finding]) -> None:
    s = of(*findings)
    groups = (s.strengths, s.critical, s.high, s.dx, s.improvements, s.others)
    assert {f.id for group in groups for f in group} == {f.id for f in findings}
    assert s.total == sum(t.count for t in s.by_type) == sum(t.count for t in s.by_severity) + len(s.strengths)


def test_recommendations_are_grouped_by_priority_the_gravest_finding_first() -> None:
    now, later = Recommendation(summary="now", priority="P0"), Recommendation(summary="later", priority="P2")
    summary = of(
        finding("a", severity="low", recommendation=now),
        finding("b", severity="critical", recommendation=now),
        finding("c", recommendation=later),
        finding("d"),
    )
    assert {p: [a.finding.id for a in group] for p, group in summary.advice.items()} == {
        "P0": ["b", "a"],
        "P1": [],
        "P2": ["c"],
    }


def test_totals_add_up_over_the_scenarios() -> None:
    numbers = {"trials": 7, "native_trials": 7, "explored_trials": 0, "operations": 500, "distinct_schedules": 0}
    threads = scenario("threads", drivers=["threads"], **numbers)
    totals = summarize(run(scenarios=[scenario(), threads]), document()).totals
    assert (totals.trials, totals.asyncio_trials, totals.explored_trials, totals.thread_trials) == (427, 20, 400, 7)
    assert (totals.operations, totals.distinct_schedules) == (13_100, 377)


def test_the_worst_verdict_stands_for_a_pipeline_and_unknown_is_worse_than_pass() -> None:
    checks = [check(), check("run_ends", verdict="UNKNOWN")]
    summary = summarize(run(scenarios=[scenario(checks=checks), scenario("p", checks=[])]), document())
    assert [p.judged.verdict for p in summary.pipelines] == ["UNKNOWN", None]
    assert summary.pipelines_passed == 0
    assert [c.check for c in summary.pipelines[0].judged.not_passed] == ["run_ends"]


def test_silent_failures_come_from_findings_and_their_checks_from_the_run() -> None:
    run_, findings = planted()
    summary = summarize(run_, findings)
    assert ids(summary.silent_failures) == ["CORE-008-BUG-001"]
    ways = {way.name: way.judged.verdict for way in summary.silent_failure_checks}
    assert ways == {**dict.fromkeys(SILENT_FAILURES), "lossy conversion": "FAIL"}


def test_a_bug_concerns_every_hypothesis_that_its_failure_refuted() -> None:
    failed = check(verdict="FAIL", pipeline="context_isolation")
    elsewhere = check(verdict="FAIL", pipeline="subpipeline_inheritance")
    run_ = run(
        hypotheses=[
            hypothesis("H3", "refuted", checks=[failed]),
            hypothesis("H5", "refuted", checks=[elsewhere]),
            hypothesis("H6", checks=[check(pipeline="context_isolation")]),
        ]
    )
    bug = finding(checks=["parent_is_unchanged"], hypothesis=None)
    assert [len(h.bugs) for h in summarize(run_, document(bug)).hypotheses] == [1, 0, 0]


def test_a_hypothesis_brings_the_bugs_that_name_it() -> None:
    h1, h3 = summarize(*planted()).hypotheses
    assert (ids(h1.bugs), ids(h3.bugs)) == ([], ["CORE-008-BUG-001"])
    assert (h3.judged.verdict, h3.judged.trials, h3.judged.looked_at) == ("FAIL", 40, 90)


def test_coverage_is_a_share_and_none_where_nothing_was_declared() -> None:
    assert summarize(run(), document()).coverage_percent == 87.5
    assert summarize(*empty()).coverage_percent is None
