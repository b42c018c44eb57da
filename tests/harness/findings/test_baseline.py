"""Baselines: what stands in the file, what it excuses, what a rewrite changes of it."""

from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from harness.errors import ExitCode, MissionError, UsageError
from harness.findings.baseline import Baseline, answers, excused, fixed, read_baseline
from harness.findings.baseline_file import baseline_content, rewrite_baseline
from harness.findings.baseline_text import EMPTY, updated
from harness.findings.document import BaselineUse
from harness.findings.finding import Finding
from harness.findings.fingerprint import fingerprint
from harness.findings.verdict import exit_code
from tests.harness.report.factory import check, document, finding, found, hypothesis, run

DAY = "2026-03-04"
CHECK = "parent_is_unchanged"


def bug(signature: str = "shared", name: str = "CORE-008-BUG-001", **changes: Any) -> Finding:
    print_ = fingerprint("CORE-008", CHECK, "ContextSnapshot", signature)
    return finding(name, fingerprint=print_, checks=[CHECK], hypothesis="H3", **changes)


def refuted(*signatures: str) -> Any:
    checks = [check(pipeline=f"p{n}", verdict="FAIL", signature=s) for n, s in enumerate(signatures)]
    return [hypothesis("H1", checks=[check("run_ends")]), hypothesis("H3", "refuted", checks=checks)]


def of(*findings: Finding, **keys: str) -> Baseline:
    text = updated(EMPTY, read_baseline(EMPTY.encode(), "b.yaml"), "CORE-008", findings, ())
    for key, value in keys.items():
        text += f'    {key}: "{value}"\n'
    return read_baseline(text.encode(), "b.yaml")


def ends(baseline: Baseline, findings: list[Finding], hypotheses: Any, fail_on: Any = "high") -> ExitCode:
    passes = excused(answers(baseline, findings, hypotheses, DAY), "CORE-008", findings, hypotheses)
    return exit_code("FAIL", hypotheses, findings, [], fail_on, passes)


def test_what_is_known_does_not_fail_a_run() -> None:
    assert ends(of(), [bug()], refuted("shared")) == 1
    assert ends(of(bug()), [bug()], refuted("shared")) == 0


def test_another_way_to_fail_of_the_same_check_does() -> None:
    second = bug("torn", "CORE-008-BUG-1234abcd")
    assert ends(of(bug()), [bug(), second], refuted("shared", "torn")) == 1
    assert ends(of(bug(), second), [bug(), second], refuted("shared", "torn")) == 0


def test_a_promise_is_excused_only_by_all_that_refutes_it() -> None:
    """Also where its second failure is not declared a bug, so that only the hypothesis fails the run."""
    wish = bug("torn", "CORE-008-IMP-001", type_="improvement", severity="info")
    assert ends(of(bug()), [bug(), wish], refuted("shared", "torn")) == 1
    assert ends(of(bug(), wish), [bug(), wish], refuted("shared", "torn")) == 0


@pytest.mark.parametrize(("until", "status", "code"), [("2026-03-04", "known", 0), ("2026-03-03", "expired", 1)])
def test_an_entry_counts_until_its_last_day(until: str, status: str, code: int) -> None:
    baseline = of(bug(), until=until, reason="waits for a release")
    (said,) = answers(baseline, [bug()], refuted("shared"), DAY)
    assert (said.status, said.reason, said.until) == (status, "waits for a release", until)
    assert ends(baseline, [bug()], refuted("shared")) == code


def test_what_is_graver_than_it_was_is_regressed() -> None:
    for then, now, status in (
        ("high", "critical", "regressed"),
        ("critical", "high", "known"),
        ("high", "high", "known"),
    ):
        (said,) = answers(of(bug(severity=then)), [bug(severity=now)], refuted("shared"), DAY)
        assert said.status == status


def test_strengths_and_wishes_need_no_entry() -> None:
    quiet = [finding("s", "strength", "info"), finding("d", "dx", "medium"), finding("i", "improvement", "low")]
    assert answers(of(), quiet, [hypothesis("H1")], DAY) == []


def test_only_what_its_check_disproves_is_fixed() -> None:
    baseline = of(bug())
    holds = [hypothesis("H3", checks=[check(CHECK), check(CHECK, "other")])]
    undecided = [hypothesis("H3", "inconclusive", checks=[check(CHECK), check(CHECK, "other", verdict="UNKNOWN")])]
    assert fixed(baseline, "CORE-008", [], holds) == set(baseline.known)
    assert fixed(baseline, "CORE-008", [], undecided) == set()
    assert fixed(baseline, "CORE-001", [], holds) == set()
    assert fixed(baseline, "CORE-008", [], []) == set()


COMMENTED = """\
# ours
schema: 1
findings:
  # the second half of the storage work mends it
  "ffffffffffffffff":
    id: CORE-008-BUG-005   # see the note above
    mission: CORE-008
    check: run_ends
    severity: high
    reason: kept for now

  # on its own
  "0000000000000000":
    id: CORE-001-BUG-002
    mission: CORE-001
    check: run_ends
    severity: low

# the end
"""


def rewritten(text: str, add: list[Finding], remove: set[str]) -> str:
    return updated(text, read_baseline(text.encode(), "b.yaml"), "CORE-008", add, remove)


def test_nothing_to_do_changes_nothing() -> None:
    assert rewritten(COMMENTED, [], set()) == COMMENTED


def test_an_entry_goes_with_the_comments_above_it_and_all_else_stays() -> None:
    text = rewritten(COMMENTED, [], {"ffffffffffffffff"})
    kept = COMMENTED.splitlines()
    assert text.splitlines() == [*kept[:3], *kept[10:]]


def test_entries_come_in_by_id_and_touch_no_other_line() -> None:
    text = rewritten(COMMENTED, [bug(), bug("late", "CORE-009-BUG-001")], set())
    changes = [line for line in ndiff(COMMENTED.splitlines(), text.splitlines()) if line[0] in "+-?"]
    assert [line[0] for line in changes] == ["+"] * 12
    assert sum(" id: " in line for line in changes) == 2
    assert text.index("CORE-008-BUG-001") < text.index("the second half") < text.index("CORE-009-BUG-001")
    assert len(read_baseline(text.encode(), "b.yaml").known) == 4


@pytest.mark.parametrize(
    "start", [EMPTY, "schema: 1\n", "schema: 1\nfindings: {}\n", "schema: 1\nfindings:\n\n# end\n"]
)
def test_an_empty_baseline_takes_entries(start: str) -> None:
    text = rewritten(start, [bug(), bug("b", "CORE-008-BUG-002")], set())
    known = read_baseline(text.encode(), "b.yaml").known
    assert [k.id for k in known.values()] == ["CORE-008-BUG-001", "CORE-008-BUG-002"]
    assert read_baseline(rewritten(text, [], set(known)).encode(), "b.yaml").known == {}


@pytest.mark.parametrize(
    "title", ['a "b" \\ c: # d', "x\x00\x1b[31m\ny", "caf\u00e9 \u202e", "\ud800 lone", "\U0001f600"]
)
def test_any_title_can_stand_in_it(title: str) -> None:
    text = rewritten(EMPTY, [bug(title=title)], set())
    assert len(read_baseline(text.encode(), "b.yaml").known) == 1
    assert all(line.isprintable() for line in text.splitlines())


def test_entries_on_one_line_are_not_rewritten() -> None:
    text = 'schema: 1\nfindings: {"ffffffffffffffff": {id: A-1, mission: A, check: c, severity: low}}\n'
    with pytest.raises(UsageError, match=r"b\.yaml:2:12: the entry does not stand on lines of its own"):
        rewritten(text, [bug()], set())


BAD = {
    "no-schema": ("findings: {}", "b.yaml:1:1: a baseline starts with 'schema: 1'"),
    "unknown-key": ("schema: 1\nfinding: {}", "b.yaml:2:1: unknown key 'finding'\n  did you mean 'findings'?"),
    "no-fingerprint": (
        "schema: 1\nfindings:\n  BUG-1: {id: a, mission: b, check: c, severity: low}",
        "b.yaml:3:3: 'BUG-1' is no",
    ),
    "missing": (
        'schema: 1\nfindings:\n  "0000000000000000": {id: a, mission: b, severity: low}',
        "3:3: the entry has no 'check'",
    ),
    "severity": (
        'schema: 1\nfindings:\n  "0000000000000000": {id: a, mission: b, check: c, severity: hihg}',
        "3:63: unknown severity 'hihg'\n  did you mean 'high'?",
    ),
    "day": (
        'schema: 1\nfindings:\n  "0000000000000000": {id: a, mission: b, check: c, severity: low, until: 31.1.2027}',
        "3:75: '31.1.2027' is no day\n  expected a date such as 2027-01-31",
    ),
    "typo": (
        'schema: 1\nfindings:\n  "0000000000000000": {id: a, mission: b, check: c, severity: low, untill: x}',
        "3:68: unknown key 'untill'\n  did you mean 'until'?",
    ),
    "text": ("just text", "b.yaml:1:1"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(MissionError) as refused:
        read_baseline(text.encode(), "b.yaml")
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_refused_or_begun(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        baseline_content(tmp_path / "b.yaml", may_be_new=False)
    assert baseline_content(tmp_path / "b.yaml", may_be_new=True) == EMPTY.encode()
    assert not (tmp_path / "b.yaml").exists()


def judged(path: Path, findings: list[Finding], hypotheses: Any) -> tuple[int, int]:
    baseline = read_baseline(baseline_content(path, may_be_new=True), "b.yaml")
    used = BaselineUse(file="b.yaml", entries=0, answers=answers(baseline, findings, hypotheses, DAY))
    made = found(run(hypotheses=hypotheses, baseline=used), *findings)
    return rewrite_baseline(path, made, document(*findings))


def test_a_baseline_follows_its_mission(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    assert judged(path, [bug()], refuted("shared")) == (1, 0)
    first = path.read_text()
    assert judged(path, [bug(title="Another title", severity="high")], refuted("shared")) == (0, 0)
    assert path.read_text() == first
    assert judged(path, [], [hypothesis("H3", checks=[check(CHECK)])]) == (0, 1)
    assert path.read_text() == EMPTY
