"""`stageflow-stress diff`: from the exit code on."""

import json
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from harness.cli.main import run as command_line
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.store import write_findings, write_run
from tests.harness.report import factory
from tests.harness.report.factory import document, empty, finding, hypothesis, mission, passing, planted, run, strength

HOSTILE = "a | b <script>x</script> \x1b[2J \u202e`c`\n# d"


def store(folder: Path, run_: RunDocument, findings: FindingsDocument | None) -> str:
    folder.mkdir(parents=True)
    write_run(folder, run_)
    if findings is not None:
        write_findings(folder, findings)
    return str(folder)


@pytest.fixture
def base(tmp_path: Path) -> str:
    return store(tmp_path / "base", *passing())


@pytest.fixture
def head(tmp_path: Path) -> str:
    return store(tmp_path / "head", *planted())


def test_a_regression_ends_with_1_and_says_what_and_how_to_see_it(
    base: str, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["diff", base, head]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "CORE-008: run-2026-03-04-001 (base) against run-2026-03-04-002 (head)"
    for line in (
        "  plant: none -> shared-metadata",
        "Verdict: PASS -> FAIL",
        "  H3: holds -> REFUTED (The claim of H3 is kept.)",
        "New findings: 2",
        "  BUG-001 (critical bug): The title of CORE-008-BUG-001",
        "Fixed findings: 1",
        "Strengths no longer shown: 1",
        "Persisting findings: 0",
        "Regressions: 2",
        "  stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001",
    ):
        assert line in lines
    assert lines.index("  plant: none -> shared-metadata") < lines.index("Counts, which decide nothing:")


def test_a_run_against_itself_and_against_a_worse_one_ends_with_0(base: str, head: str) -> None:
    assert command_line(["diff", base, base]) == 0
    assert command_line(["diff", head, base, "--fail-on", "low"]) == 0


@pytest.mark.parametrize(("fail_on", "code"), [("critical", 0), ("high", 0), ("medium", 1), ("low", 1), ("never", 0)])
def test_a_new_bug_counts_at_or_over_fail_on(tmp_path: Path, base: str, fail_on: str, code: int) -> None:
    medium = store(tmp_path / "medium", passing()[0], document(finding(severity="medium")))
    assert command_line(["diff", base, medium, "--fail-on", fail_on]) == code


def test_a_new_strength_is_no_regression(tmp_path: Path) -> None:
    old, new = store(tmp_path / "old", run(), document()), store(tmp_path / "new", run(), document(strength()))
    assert command_line(["diff", old, new, "--fail-on", "low"]) == 0


def test_two_failures_of_one_declared_id_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = finding().model_copy(update={"fingerprint": "fedcba9876543210"})
    old, new = store(tmp_path / "old", run(), document(finding())), store(tmp_path / "new", run(), document(other))
    assert command_line(["diff", old, new]) == 1
    out = capsys.readouterr().out
    assert "  BUG-001 [fedcba98] (critical bug): The title of CORE-008-BUG-001" in out
    assert f"  BUG-001 [{finding().fingerprint[:8]}] (critical bug): The title of CORE-008-BUG-001" in out


def test_nothing_comparable_ends_with_3(tmp_path: Path, base: str, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = store(tmp_path / "nothing", *empty())
    assert command_line(["diff", nothing, nothing]) == 3
    assert "Nothing was comparable" in capsys.readouterr().out
    other = store(tmp_path / "other", run(mission=mission(id="CORE-001")), None)
    assert command_line(["diff", base, other]) == 3
    assert "Two missions have nothing in common to compare." in capsys.readouterr().out


def test_single_run_files_compare_hypotheses_and_say_so(
    tmp_path: Path, base: str, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = (Path(base) / "run.json").rename(tmp_path / "kept.json")
    assert command_line(["diff", str(kept), f"{head}/run.json"]) == 1
    out = capsys.readouterr().out
    assert "H3: holds -> REFUTED" in out
    assert "Findings are not compared: that takes a findings.json beside both" in out


def test_findings_of_another_mission_are_refused(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = store(tmp_path / "odd", run(mission=mission(id="CORE-001")), document())
    assert command_line(["diff", base, odd]) == 2
    assert "findings of CORE-008, expected those of CORE-001" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nowhere", "nowhere"], ["--fail-on", "grave", "a", "b"], ["only-one"]])
def test_what_cannot_be_used_ends_with_2(arguments: list[str]) -> None:
    assert command_line(["diff", *arguments]) == 2


def test_text_fits_80_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "A sentence that goes on for longer than any terminal is wide, as claims and titles now and then will do."
    old = store(tmp_path / "old", run(hypotheses=[hypothesis("H1", claim=long)]), document())
    new = store(
        tmp_path / "new", run(hypotheses=[hypothesis("H1", "refuted", claim=long)]), document(finding(title=long))
    )
    command_line(["diff", old, new])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(len(line) > 70 for line in lines)


def test_json_is_one_document_with_its_exit_code(base: str, head: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = command_line(["diff", base, head, "--format", "json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["exit_code"] == code == 1
    assert told["verdict"] == {"base": "PASS", "head": "FAIL"}
    assert [(h["id"], h["base"], h["head"]) for h in told["hypotheses"] if h["changed"]] == [("H3", "holds", "refuted")]
    assert told["findings"]["compared"] is True
    assert [f["id"] for f in told["findings"]["new"]] == ["CORE-008-BUG-001", "CORE-008-IMP-001"]
    assert told["findings"]["new"][0]["fingerprint"] == planted()[1].findings[0].fingerprint
    assert [(r["kind"], r["id"]) for r in told["regressions"]] == [
        ("refuted", "H3"),
        ("new bug", "CORE-008-BUG-001"),
    ]
    assert {"what": "trials", "base": 420, "head": 420} in told["counts"]


def test_markdown_is_for_a_comment_and_escapes_what_comes_from_a_run(
    tmp_path: Path, base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run_ = factory.run(hypotheses=[hypothesis("H1", "refuted", claim=HOSTILE)])
    bad = store(tmp_path / "bad", run_, document(finding(title=HOSTILE, replay=planted()[1].findings[0].replay)))
    assert command_line(["diff", base, bad, "--format", "md"]) == 1
    text = capsys.readouterr().out
    assert "- `stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001`" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    html = MarkdownIt("commonmark").render(text)
    assert "<script" not in html
    assert "<h1>" not in html
    assert html.count("<h2>") == 1
