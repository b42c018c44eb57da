"""BASE against HEAD: what changed, and what of it is a regression."""

from typing import Any

import pytest

from harness.findings.compare import Comparison, FindingChanges, compare, diff_exit_code
from harness.findings.document import Hypothesis, RunDocument, SubjectFacts
from harness.findings.finding import Finding
from tests.harness.report.factory import empty, finding, found, hypothesis, mission, passing, planted, run, strength


def diff(base: RunDocument, head: RunDocument, old: Any = (), new: Any = (), fail_on: Any = "high") -> Comparison:
    return compare(found(base, *old), found(head, *new), fail_on)


def kinds(comparison: Comparison) -> list[tuple[str, str]]:
    return [(r.kind, r.id) for r in comparison.regressions]


def test_a_run_against_itself_has_no_change() -> None:
    comparison = compare(passing()[0], passing()[0], "low")
    assert (comparison.findings.new, comparison.findings.fixed) == ((), ())
    assert len(comparison.findings.persisting) == 2
    assert not any(h.changed for h in comparison.hypotheses)
    assert (comparison.differences, comparison.regressions) == ((), ())
    assert diff_exit_code(comparison) == 0


def test_a_planted_run_against_a_clean_one() -> None:
    comparison = compare(passing()[0], planted()[0], "high")
    assert [f.id for f in comparison.findings.new] == ["CORE-008-BUG-001", "CORE-008-IMP-001"]
    assert [f.id for f in comparison.findings.fixed] == ["CORE-008-DX-001", "CORE-008-STR-001"]
    assert [(h.id, h.base, h.head) for h in comparison.hypotheses if h.changed] == [("H3", "holds", "refuted")]
    assert kinds(comparison) == [("refuted", "H3"), ("new bug", "CORE-008-BUG-001")]
    assert [(d.what, d.base, d.head) for d in comparison.differences] == [("plant", "none", "shared-metadata")]
    assert diff_exit_code(comparison) == 1


def test_the_other_way_round_is_no_regression() -> None:
    comparison = compare(planted()[0], passing()[0], "low")
    assert comparison.regressions == ()
    assert diff_exit_code(comparison) == 0


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "expected"),
    [
        ([], [strength()], "low", []),
        ([strength()], [], "low", []),
        ([], [finding("d", "dx", "critical")], "low", []),
        ([], [finding("i", "improvement", "high")], "low", []),
        ([], [finding("b", severity="medium")], "high", []),
        ([], [finding("b", severity="medium")], "medium", [("new bug", "b")]),
        ([], [finding("s", "security", "high")], "high", [("new bug", "s")]),
        ([], [finding("b")], "never", []),
        ([finding("b")], [finding("b")], "low", []),
        ([finding("b", severity="medium")], [finding("b", severity="high")], "high", [("graver bug", "b")]),
        ([finding("b", severity="low")], [finding("b", severity="medium")], "high", []),
        ([finding("b", severity="critical")], [finding("b", severity="high")], "high", []),
        ([finding("b", "improvement", "info")], [finding("b", severity="high")], "high", [("graver bug", "b")]),
    ],
    ids=[
        "new-strength", "lost-strength", "new-dx", "new-improvement", "below-threshold", "at-threshold", "security",
        "never", "persisting", "graver", "graver-below-threshold", "less-grave", "became-a-bug",
    ],
)  # fmt: skip
def test_which_findings_are_regressions(
    old: list[Finding], new: list[Finding], fail_on: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(diff(run(), run(), old, new, fail_on)) == expected


def test_findings_are_the_same_by_fingerprint_not_by_id_or_title() -> None:
    renamed = finding().model_copy(update={"id": "CORE-008-BUG-777", "title": "Another title"})
    comparison = diff(run(), run(), [finding()], [renamed])
    assert [(old.id, new.id) for old, new in comparison.findings.persisting] == [
        ("CORE-008-BUG-001", "CORE-008-BUG-777")
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("holds", "refuted", [("refuted", "H1")]),
        ("inconclusive", "refuted", [("refuted", "H1")]),
        ("refuted", "refuted", []),
        ("holds", "inconclusive", [("no longer decided", "H1")]),
        ("holds", "harness_error", [("no longer decided", "H1")]),
        ("holds", "unsupported", []),
        ("refuted", "inconclusive", []),
        ("refuted", "holds", []),
    ],
)
def test_which_hypotheses_are_regressions(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    base, head = run(hypotheses=[hypothesis("H1", before)]), run(hypotheses=[hypothesis("H1", after)])
    assert kinds(diff(base, head)) == expected


def test_a_refuted_claim_without_a_promise_is_no_regression() -> None:
    def wish(result: str) -> list[Hypothesis]:
        return [hypothesis("H1", result, promise=None)]

    assert kinds(diff(run(hypotheses=wish("holds")), run(hypotheses=wish("refuted")))) == []


def test_hypotheses_of_one_run_only_are_shown_and_a_new_refuted_one_counts() -> None:
    base, head = run(hypotheses=[hypothesis("H1")]), run(hypotheses=[hypothesis("H2", "refuted")])
    comparison = diff(base, head)
    assert {h.id: (h.base, h.head) for h in comparison.hypotheses} == {"H1": ("holds", None), "H2": (None, "refuted")}
    assert kinds(comparison) == [("refuted", "H2")]


@pytest.mark.parametrize(("old", "new", "told"), [(0, 2, (0, 2)), (1, 0, (1, 0))])
def test_findings_are_counted(old: int, new: int, told: tuple[int, int]) -> None:
    findings = [finding("CORE-008-BUG-001"), finding("CORE-008-BUG-002")]
    counts = {c.what: (c.base, c.head) for c in diff(run(), run(), findings[:old], findings[:new]).counts}
    assert counts["findings"] == told


def test_another_mission_is_not_comparable() -> None:
    comparison = diff(run(), run(mission=mission(id="CORE-001")), [finding()], [finding()])
    assert (comparison.comparable, comparison.hypotheses, comparison.findings) == (False, (), FindingChanges())
    assert diff_exit_code(comparison) == 3


def test_nothing_decided_and_nothing_found_is_not_comparable() -> None:
    assert diff_exit_code(diff(empty()[0], empty()[0])) == 3
    undecided = run(hypotheses=[hypothesis("H1", "inconclusive")])
    assert diff_exit_code(diff(undecided, undecided)) == 3
    assert diff_exit_code(diff(undecided, undecided, [finding()], [finding()])) == 0


def test_conditions_that_differ_are_named() -> None:
    base = run(environment={"os": "Linux 6.1", "cpu": {"count": 2}})
    head = run(
        mission=mission(parameters={"parallel_stages": 60, "width": 1}),
        subject=SubjectFacts(spec="path:../fork", version="0.5.1", digest="ff", python="3.12.1"),
        seed=7,
        budget_trials=50,
        environment={"os": "Linux 6.1", "cpu": {"count": 8}},
    )
    assert {d.what: (d.base, d.head) for d in diff(base, head).differences} == {
        "parameter parallel_stages": ("50", "60"),
        "parameter iterations": ("10", "none"),
        "parameter width": ("none", "1"),
        "subject": ("bundled", "path:../fork"),
        "stageflow version": ("0.5.0", "0.5.1"),
        "content of the subject": ("0123456789abcdef", "ff"),
        "Python": ("3.11.9", "3.12.1"),
        "budget": ("400 trials", "50 trials"),
        "seed": ("0", "7"),
        "machine cpu.count": ("2", "8"),
    }
