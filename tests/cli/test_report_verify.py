"""`report verify`: what was changed by hand is named, and nothing is written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended

Stress = Callable[..., Ended]
FORMATS = ("--format", "md,json,html,junit,sarif,github")


@pytest.fixture
def run_dir(ran: Stress, folder: Path, write_mission: Callable[..., Path]) -> Path:
    write_mission("OWN-001")
    assert ran("OWN-001", "--budget", "5t", *FORMATS).code == 0
    (found,) = (folder / "results").glob("*/run-*")
    return found


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1))


def told(ended: Ended, kind: str = "differs") -> list[str]:
    return [line.removeprefix(f"{kind}: ") for line in ended.out.splitlines() if line.startswith(f"{kind}: ")]


def test_a_run_as_it_was_made_is_verified_and_nothing_is_written(stress: Stress, run_dir: Path) -> None:
    before = {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()}
    ended = stress("report", "verify", str(run_dir))
    assert (ended.code, told(ended), told(ended, "not verified")) == (0, [], []), ended.out
    assert ended.out.endswith("Everything that was compared agrees.\n")
    compared = " ".join(told(ended, "compared"))
    assert "figures in tables of FINAL_REPORT.md traced to their field" in compared
    for report in ("FINAL_REPORT.md", "junit.xml", "findings.sarif", "github-annotations.txt", "github-summary.md"):
        assert report in compared
    assert {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()} == before


def test_a_run_that_lies_elsewhere_by_now_is_verified_too(stress: Stress, run_dir: Path, folder: Path) -> None:
    shutil.move(run_dir, folder / "downloaded")
    assert stress("report", "verify", "downloaded").code == 0


def test_what_a_cap_cut_off_lets_nothing_pass_and_is_said(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mission("OWN-001")
    monkeypatch.setattr("harness.supervisor.run.share_of", lambda pipelines: 3_000)
    assert stress("run", "OWN-001", "--budget", "5t").code == 3
    (run_dir,) = (folder / "results").glob("*/run-*")
    (pipeline,) = json.loads((run_dir / "run.json").read_text())["scenarios"]
    checks = {c["check"]: (c["verdict"], c["reason"]) for c in pipeline["checks"]}
    for name in ("evidence_is_complete", "every_output_is_golden"):
        assert checks[name][0] == "UNKNOWN"
        assert "were over the cap of 3000 bytes for this pipeline, and were not kept" in checks[name][1]
    assert "were over the cap of 3000 bytes for this pipeline" in (run_dir / "FINAL_REPORT.md").read_text()
    ended = stress("report", "verify", str(run_dir))
    assert (ended.code, told(ended)) == (3, []), ended.out
    assert any("over the cap of 3000 bytes" in line for line in told(ended, "not verified"))


CHANGED = {
    "verdict": (
        "run.json",
        '"verdict": "PASS",\n  "verdict_reason"',
        '"verdict": "FAIL",\n  "verdict_reason"',
        "run.json: verdict says 'FAIL'; the evidence says 'PASS'",
    ),
    "number-in-run": (
        "run.json",
        '"stored_trials": 2',
        '"stored_trials": 6',
        "run.json: scenarios[wide].stored_trials says 6; the evidence says 2",
    ),
    "finding": (
        "findings.json",
        '"total_findings": 0',
        '"total_findings": 1',
        "findings.json: metadata.total_findings says 1; the evidence says 0",
    ),
    "number-in-report": (
        "FINAL_REPORT.md",
        "| Total Findings           | 0 ",
        "| Total Findings           | 7 ",
        "'Value' of Total Findings says '7'; findings.json: findings says '0'",
    ),
    "sentence-in-report": (
        "FINAL_REPORT.md",
        "No finding is critical or high.",
        "All is well.",
        "'All is well.'; what is rendered from run.json, findings.json and metrics/ says "
        "'No finding is critical or high.'",
    ),
    "junit": ("junit.xml", 'failures="0"', 'failures="1"', "junit.xml:2 says "),
    "plan": ("plan.json", '"seed": 0', '"seed": 1', "plan.json: not the plan of this run any more"),
    "mission": (
        "config/mission.yaml",
        "is right",
        "is wrong",
        "config/mission.yaml: not the mission that was run any more",
    ),
    "mission-no-more": ("config/mission.yaml", "schema: 1", "schema: [", "config/mission.yaml:"),
    "facts": ("evidence/harness.json", '"fail_on":"high"', '"fail_on":"low"', "harness.json: damaged, the line is not"),
    "evidence": (
        "evidence/wide.jsonl",
        '"outcome":"',
        '"outcome":"0',
        "evidence/wide.jsonl:",
    ),
    "configuration": ("config/run_config.json", '"seed": 0', '"seed": 7', 'config/run_config.json:'),
    "environment": ("config/environment.json", '"cores": ', '"cores": 1', "config/environment.json:"),
    "no-document-any-more": ("run.json", '"schema": 1', '"schema": 1, "more": 2', "run.json: expected the run.json"),
    "blanks": ("run.json", "{\n", "{ \n", "run.json: its values are right, but it is not as the harness writes it"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "says"), CHANGED.values(), ids=CHANGED)
def test_what_was_changed_by_hand_is_named(
    stress: Stress, run_dir: Path, name: str, old: str, new: str, says: str
) -> None:
    replace(run_dir / name, old, new)
    ended = stress("report", "verify", str(run_dir))
    assert ended.code == 1, ended.out
    assert any(says in line for line in told(ended)), ended.out
    assert str(run_dir) not in ended.out
    assert ended.out.splitlines()[-1].endswith("something else than the source that is named.")


def test_a_removed_line_of_evidence_is_named_with_its_trial(stress: Stress, run_dir: Path) -> None:
    path = run_dir / "evidence" / "wide.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    gone = next(n for n, line in enumerate(lines) if json.loads(line)["k"] == "event")
    path.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
    ended = stress("report", "verify", str(run_dir))
    assert ended.code == 1
    trial = json.loads(lines[gone])["tr"]
    assert any(line.startswith(f"evidence/wide.jsonl: trial {trial} is not whole: ") for line in told(ended)), ended.out
    assert any(line.startswith("run.json: verdict says 'PASS'; the evidence says ") for line in told(ended))


def test_a_removed_trial_is_counted(stress: Stress, run_dir: Path) -> None:
    path = run_dir / "evidence" / "wide.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if json.loads(line)["tr"] != 1))
    said = told(stress("report", "verify", str(run_dir)))
    assert "run.json: scenarios[wide].stored_trials says 2; evidence/wide.jsonl says 1" in said


def test_a_removed_line_of_the_log_is_counted(stress: Stress, run_dir: Path) -> None:
    path = run_dir / "logs" / "wide.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    said = told(stress("report", "verify", str(run_dir)))
    assert f"run.json: logs.stored says {len(lines)}; logs/ says {len(lines) - 1}" in said


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ("evidence/wide.jsonl", "evidence/wide.jsonl: the evidence was not kept, so that run.json and findings.json"),
        ("logs/wide.jsonl", "logs/wide.jsonl: the evidence was not kept, so that run.json and findings.json"),
        ("evidence/harness.json", "evidence/harness.json: not in the folder, so that nothing can be judged again"),
        ("plan.json", "plan.json: not in the folder, so that nothing can be judged again"),
        ("config/run_config.json", "config/run_config.json: not in the folder"),
        ("FINAL_REPORT.md", "FINAL_REPORT.md: not in the folder"),
    ],
)
def test_what_is_not_there_is_not_verified_and_ends_with_3(stress: Stress, run_dir: Path, gone: str, says: str) -> None:
    (run_dir / gone).unlink()
    ended = stress("report", "verify", str(run_dir))
    assert (ended.code, told(ended)) == (3, []), ended.out
    assert any(says in line for line in told(ended, "not verified")), ended.out


def test_templates_of_ones_own_are_asked_for(stress: Stress, folder: Path, write_mission: Callable[..., Path]) -> None:
    write_mission("OWN-001")
    (folder / "own").mkdir()
    (folder / "own" / "FINAL_REPORT.md.j2").write_text("only {{ run.verdict }}\n\n| a |\n|---|\n| 1 |\n")
    assert stress("run", "OWN-001", "--budget", "5t", "--templates", "own").code == 0
    ended = stress("report", "verify", "latest")
    assert (ended.code, told(ended)) == (3, []), ended.out
    assert "  give them with --templates DIR" in ended.out
    assert stress("report", "verify", "latest", "--templates", "own").code == 0


def test_a_changed_copy_of_the_baseline_is_named(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    (folder / "known.yaml").write_text("schema: 1\nfindings: []\n")
    assert stress("run", "OWN-001", "--budget", "5t", "--baseline", "known.yaml").code == 0
    assert stress("report", "verify", "latest").code == 0
    (copy,) = (folder / "results").glob("*/*/config/baseline.yaml")
    copy.write_text(copy.read_text() + "# more\n")
    ended = stress("report", "verify", "latest")
    assert ended.code == 1
    assert told(ended) == ["config/baseline.yaml: not the baseline of this run any more"]


def test_many_differences_are_counted(stress: Stress, run_dir: Path) -> None:
    (run_dir / "FINAL_REPORT.md").write_text("x\n" * 200)
    ended = stress("report", "verify", str(run_dir))
    assert len(told(ended)) == 60
    assert "more differences\n" in ended.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("verify", "nowhere"), "nowhere: no run is there"),
        (("verify", "a", "b"), "report takes one RUN, got 3 words\n  expected: report RUN, or report verify RUN"),
        (("a", "b"), "report takes one RUN, got 2 words"),
    ],
)
def test_a_command_line_that_names_no_run_ends_with_2(
    stress: Stress, folder: Path, words: tuple[str, ...], says: str
) -> None:
    ended = stress("report", *words)
    assert (ended.code, says in ended.err) == (2, True), ended.err


@pytest.mark.parametrize("same_audit", [True, False])
def test_what_a_check_was_seen_to_catch_is_compared_by_the_audit_it_was_judged_with(
    stress: Stress, run_dir: Path, monkeypatch: pytest.MonkeyPatch, same_audit: bool
) -> None:
    run = json.loads((run_dir / "run.json").read_bytes())
    run["scenarios"][0]["checks"][0]["audited"] = ["lost-write"]
    (run_dir / "run.json").write_text(json.dumps(run, indent=2) + "\n")
    if not same_audit:
        monkeypatch.setattr("harness.verify.record_digest", lambda: "another")
    ended = stress("report", "verify", str(run_dir))
    named = [line for line in told(ended) if ".audited" in line]
    missing = told(ended, "not verified")
    assert (bool(named), any("another recorded audit" in line for line in missing)) == (same_audit, not same_audit)
    assert ended.code == (1 if same_audit else 3), ended.out
