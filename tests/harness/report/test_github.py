"""What GitHub shows: annotations that are not dropped in silence, a summary that is not refused."""

import re

import pytest

from harness.findings.document import BaselineAnswer, BaselineUse
from harness.report.github import (
    A_KIND_MAX,
    SUMMARY_BYTES_MAX,
    annotations_of_step,
    render_annotations,
    render_summary,
    summary_of_step,
)
from tests.harness.report.factory import (
    check,
    document,
    finding,
    found,
    hypothesis,
    mission,
    passing,
    planted,
    run,
    scenario,
)


def test_a_run_that_passes_annotates_nothing() -> None:
    assert render_annotations(*passing()) == b""


def test_a_refuted_promise_is_an_error_at_its_line() -> None:
    made, findings = planted()
    made = made.model_copy(update={"mission": mission(lines={"pipelines/context_isolation": 41})})
    first = render_annotations(made, findings).decode().splitlines()[0]
    assert first.startswith("::error file=missions/CORE-008.yaml,line=41,title=The title of CORE-008-BUG-001::")
    assert "%0Afingerprint " in first
    assert first.endswith("again: stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001")


def test_each_of_several_findings_of_a_promise_is_told_by_its_own_check() -> None:
    failing = [check(name, verdict="FAIL", reason=f"{name} saw it") for name in ("one_check", "another_check")]
    refuted = hypothesis("H3", "refuted", reason=f"one_check on context_isolation: {failing[0].reason}", checks=failing)
    bugs = [finding(f"CORE-008-BUG-{n}", hypothesis="H3", checks=[c.check]) for n, c in enumerate(failing)]
    made = found(run(hypotheses=[refuted], scenarios=[scenario(checks=failing)], exit_code=1), *bugs)
    one, another = (line.split("%0A") for line in render_annotations(made, document(*bugs)).decode().splitlines())
    assert one[0].endswith("::refuted: H3: The claim of H3 is kept.")
    assert one[1] == "one_check on context_isolation: one_check saw it"
    assert another[1] == "another_check on context_isolation: another_check saw it"


@pytest.mark.parametrize("count", [A_KIND_MAX, A_KIND_MAX + 1, 40])
def test_no_more_of_a_kind_than_are_kept_and_the_last_says_how_many_are_left(count: int) -> None:
    bugs = [finding(f"CORE-008-BUG-{n:03d}", title=f"bug {n}") for n in range(count)]
    lines = render_annotations(found(run(exit_code=1), *bugs), document(*bugs)).decode().splitlines()
    assert len(lines) == A_KIND_MAX
    left = count - A_KIND_MAX + 1
    assert (f"{left} more of this kind stand in the summary" in lines[-1]) is (count > A_KIND_MAX)


def test_what_the_baseline_knows_is_a_notice() -> None:
    bug = finding(hypothesis=None)
    said = BaselineAnswer(fingerprint=bug.fingerprint, id=bug.id, status="known", reason="waits")
    made = found(run(baseline=BaselineUse(file="b.yaml", entries=1, answers=[said])), bug)
    (line,) = render_annotations(made, document(bug)).decode().splitlines()
    assert line.startswith("::notice ")
    assert line.endswith("::CORE-008-BUG-001 is known in the baseline; waits")


def test_the_summary_holds_every_finding_with_fingerprint_place_and_replay() -> None:
    made, findings = planted()
    text = render_summary(made, findings).decode()
    for bug in findings.findings:
        assert bug.id in text
        assert bug.fingerprint in text
    assert "`missions/CORE-008.yaml:1`" in text
    assert "Again: `stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001`" in text


def test_a_summary_that_is_too_long_ends_at_a_finding_and_says_so() -> None:
    bugs = [finding(f"CORE-008-BUG-{n:03d}", description="x" * 20_000) for n in range(80)]
    data = render_summary(found(run(), *bugs), document(*bugs))
    assert len(data) < SUMMARY_BYTES_MAX
    shown = data.decode().count("\n### ")
    assert data.decode().endswith(f"\n{80 - shown} more findings stand in findings.json of the run.\n")


def test_the_runs_of_one_step_share_its_annotations_and_its_summary() -> None:
    bugs = [finding(f"CORE-008-BUG-{n:03d}", title=f"bug {n}", description="x" * 20_000) for n in range(40)]
    runs = [(found(run(exit_code=1), *bugs), document(*bugs)), planted(), passing()]
    lines = annotations_of_step(runs).decode().splitlines()
    assert len(lines) == A_KIND_MAX
    assert "::32 more of this kind stand in the summary" in lines[-1]
    text = summary_of_step(runs)
    assert len(text) < SUMMARY_BYTES_MAX
    assert re.findall("^## CORE-008: (.*)$", text.decode(), re.M) == ["PASS", "FAIL", "PASS"]
    assert "more findings stand in findings.json" in text.decode()
