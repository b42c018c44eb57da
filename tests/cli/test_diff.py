"""`stageflow-stress diff`: from the exit code on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from harness.cli.main import run as command_line
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.store import read_findings, read_run, write_findings, write_run
from tests.cli.conftest import Ended
from tests.cli.small import part_of
from tests.harness.report import factory
from tests.harness.report.factory import (
    document,
    empty,
    finding,
    found,
    hypothesis,
    mission,
    passing,
    planted,
    run,
    strength,
)

HOSTILE = "a | b <script>x</script> \x1b[2J \u202e`c`\n# d"


def store(folder: Path, run_: RunDocument, findings: FindingsDocument) -> str:
    """A run folder in which run.json tells of the findings that findings.json holds."""
    folder.mkdir(parents=True)
    write_run(folder, found(run_, *findings.findings))
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
    other = store(tmp_path / "other", run(mission=mission(id="CORE-001")), document(finding()))
    assert command_line(["diff", base, other]) == 3
    out = capsys.readouterr().out
    assert "Two missions have nothing in common to compare." in out
    assert "findings" not in out


def test_a_lone_run_json_is_all_that_a_baseline_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixed, lasting, new = finding("CORE-008-BUG-001"), finding("CORE-008-BUG-002"), finding("CORE-008-BUG-003")
    store(tmp_path / "base", run(), document(fixed, lasting))
    head = store(tmp_path / "head", run(), document(lasting, new))
    (tmp_path / "committed").mkdir()
    lone = shutil.copy(tmp_path / "base" / "run.json", tmp_path / "committed" / "baseline.json")
    assert command_line(["diff", str(lone), head]) == 1
    lines = capsys.readouterr().out.splitlines()
    for section, entry in (
        ("New findings: 1", "  BUG-003 (critical bug): The title of CORE-008-BUG-003"),
        ("Fixed findings: 1", "  BUG-001 (critical bug): The title of CORE-008-BUG-001"),
        ("Persisting findings: 1", "  BUG-002 (critical bug): The title of CORE-008-BUG-002"),
        ("Regressions: 1", "  BUG-003 is a new critical bug: The title of CORE-008-BUG-003"),
    ):
        assert lines[lines.index(section) + 1] == entry
    assert command_line(["diff", head, str(lone), "--fail-on", "never"]) == 0
    assert "  BUG-001 (critical bug): The title of CORE-008-BUG-001" in capsys.readouterr().out.splitlines()


def test_findings_json_says_nothing_to_a_comparison(base: str, head: str) -> None:
    for folder in (base, head):
        (Path(folder) / "findings.json").write_text("{")
    assert command_line(["diff", base, head]) == 1


def test_a_run_json_from_before_it_told_of_findings_is_refused(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.loads((Path(base) / "run.json").read_bytes())
    del content["findings"]
    old = tmp_path / "old.json"
    old.write_text(json.dumps(content))
    assert command_line(["diff", str(old), base]) == 2
    err = capsys.readouterr().err
    assert "old.json: expected the run.json of a run; what stands there does not fit:" in err
    assert "findings: Field required" in err


def test_run_json_tells_of_the_findings_that_findings_json_holds(stress: Callable[..., Ended], folder: Path) -> None:
    names = ("id", "fingerprint", "type", "severity", "title", "component", "hypothesis", "settings")
    part = part_of("CORE-008", "stress_concurrent_writes", "context_isolation", calibration=("lost-write",))
    (folder / "part.yaml").write_text(part)
    values = ("parallel_stages=6", "iterations=2", "forks=6", "concurrent_derivation_depth=4")
    small = (*(word for value in values for word in ("--set", value)), "--budget", "12t")
    ended = stress("run", "part.yaml", *small, "--plant", "shared-metadata", "--json")
    (run_dir,) = (folder / "results" / "CORE-008").iterdir()
    findings = read_findings(run_dir).findings
    briefs = [brief.model_dump() for brief in read_run(run_dir).findings]
    assert briefs == [{name: getattr(f, name) for name in names} | {"replay": f.replay.command} for f in findings]
    assert {"bug", "strength"} <= {brief["type"] for brief in briefs}
    assert any(brief["replay"] for brief in briefs)
    assert json.loads(ended.out)["runs"][0]["findings"] == briefs

    lone = shutil.copy(run_dir / "run.json", folder / "lone.json")
    compared = stress("diff", str(lone), str(run_dir), "--format", "json")
    told = json.loads(compared.out)["findings"]
    assert (compared.code, told["new"], told["fixed"]) == (0, [], [])
    assert sorted(told["persisting"], key=lambda f: f["id"]) == sorted(briefs, key=lambda f: f["id"])


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
    assert told["findings"].keys() == {"new", "fixed", "persisting"}
    assert [f["id"] for f in told["findings"]["new"]] == ["CORE-008-BUG-001", "CORE-008-IMP-001"]
    assert told["findings"]["new"][0]["fingerprint"] == planted()[1].findings[0].fingerprint
    assert [(r["kind"], r["id"]) for r in told["regressions"]] == [
        ("refuted", "H3"),
        ("new bug", "CORE-008-BUG-001"),
    ]
    assert {"what": "trials", "base": 420, "head": 420, "exact": True} in told["counts"]


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
