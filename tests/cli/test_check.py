"""`check`, and what a run says of how it is repeated."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.cli import check_command
from harness.evidence.facts import load_facts
from harness.supervisor import JobResult, Supervisor
from tests.cli.conftest import Ended
from tests.cli.small import STAGES, defective_core, own_mission

Stress = Callable[..., Ended]


def only_run(folder: Path) -> Path:
    (found,) = (folder / "results").glob("*/run-*")
    return found


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_bytes())
    return loaded


def note_bugs(run_dir: Path, bugs: list[str]) -> None:
    facts = load_facts(run_dir)
    facts.bugs = bugs
    facts.save(run_dir)


def test_a_run_whose_evidence_was_not_kept_is_left_as_it_is(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    assert stress("run", "OWN-001", "--budget", "5t").code == 0
    run_dir = only_run(folder)
    for path in (run_dir / "evidence").iterdir():
        path.unlink()
    before = {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()}
    ended = stress("check", str(run_dir))
    assert ended.code == 2
    assert "this run's evidence was not kept" in ended.err
    assert {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("within", "named"), [("", "."), ("evidence", ".."), ("", "run.json"), ("..", "latest")])
def test_a_run_keeps_its_name_and_ledger_from_wherever_it_is_judged(
    stress: Stress,
    folder: Path,
    write_mission: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    within: str,
    named: str,
) -> None:
    write_mission("OWN-001")
    assert stress("run", "OWN-001", "--budget", "5t").code == 0
    run_dir = only_run(folder)
    before, noted = load(run_dir / "run.json"), list[Path]()
    monkeypatch.setattr(check_command, "note_in_ledger", lambda results, _: noted.append(results))
    monkeypatch.chdir(run_dir / within)
    assert stress("check", named, "--out", str(folder / "results")).code == 0
    assert load(run_dir / "run.json") == before
    assert noted == [folder / "results"]


def test_a_report_is_rendered_with_the_templates_that_are_given_or_says_that_the_run_had_others(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    (folder / "own").mkdir()
    (folder / "own" / "FINAL_REPORT.md.j2").write_text("only {{ run.verdict }}\n")
    assert stress("run", "OWN-001", "--budget", "5t", "--templates", "own").code == 0
    report = only_run(folder) / "FINAL_REPORT.md"
    without = stress("check", "latest")
    assert "without the templates of the run: --templates DIR gives them" in " ".join(without.err.split())
    assert report.read_text() != "only PASS\n"
    given = stress("check", "latest", "--templates", "own")
    assert (given.code, report.read_text()) == (0, "only PASS\n")
    assert "--templates DIR" not in given.err


@pytest.mark.parametrize(
    ("named", "said"),
    [("OWN-001", "OWN-001"), ("OWN-*", "OWN-001"), ("missions/OWN-001.yaml", "missions/OWN-001.yaml")],
)
def test_the_repeat_command_names_the_mission_as_it_was_given(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], named: str, said: str
) -> None:
    write_mission("OWN-001")
    assert stress("run", named, "--budget", "5t").code == 0
    assert load(only_run(folder) / "run.json")["command"] == f"stageflow-stress run {said} --seed 0 --budget 5t"


def test_a_finding_without_a_schedule_says_how_the_run_is_repeated(stress: Stress, folder: Path) -> None:
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(own_mission("Dies"))
    ended = stress("run", "OWN-001")
    run_dir = only_run(folder)
    (bug,) = load(run_dir / "findings.json")["findings"]
    command = load(run_dir / "run.json")["command"]
    assert (bug["replay"]["result"], bug["reproduction"]["steps"]) == ("not applicable", [command])
    assert f"  {command}\n" in ended.err
    assert f"Again: `{command}`" in (run_dir / "FINAL_REPORT.md").read_text()


def test_a_subject_with_text_that_is_no_utf_8_is_reported_all_the_same(stress: Stress, folder: Path) -> None:
    defective_core(folder / "odd", '__version__ = "0.5.\\ud800"\n')
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(own_mission("LostUpdate"))
    ended = stress("run", "OWN-001", "--subject", "path:odd", "--json", "--quiet")
    assert ended.code == 1, ended.err
    assert load(only_run(folder) / "run.json")["subject"]["version"] == "0.5.\\ud800"


@pytest.mark.parametrize("option", ["--agent", "--set"])
def test_an_option_that_is_no_utf_8_is_refused(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], option: str
) -> None:
    write_mission("OWN-001")
    ended = stress("run", "OWN-001", option, "\udcff=1")
    assert ended.code == 2
    assert f"{option} '\\udcff=1' is not UTF-8" in ended.err
    assert not (folder / "results").exists()


def test_a_bug_of_a_probe_is_said_and_decides_no_hypothesis(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    stress("run", "OWN-001", "--budget", "5t")
    run_dir = only_run(folder)
    evidence = run_dir / "evidence" / "wide.jsonl"
    note_bugs(run_dir, ["probe a_name: KeyError"])
    evidence.write_bytes(evidence.read_bytes()[:-40])
    stress("check", str(run_dir))
    run = load(run_dir / "run.json")
    assert run["harness_errors"] == ["probe a_name: KeyError"]
    assert [h["result"] for h in run["hypotheses"]] == ["inconclusive"]


def test_a_bug_in_the_worker_of_a_pipeline_concerns_what_it_left_open(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mission("OWN-001")
    whole = Supervisor.run

    async def with_bug(self: Supervisor, *arguments: Any) -> list[JobResult]:
        results = await whole(self, *arguments)
        next(r for r in results if r.job.label == "wide").bugs.append("Traceback:\n  KeyError")
        return results

    monkeypatch.setattr(Supervisor, "run", with_bug)
    stress("run", "OWN-001", "--budget", "5t")
    run_dir = only_run(folder)
    assert [h["result"] for h in load(run_dir / "run.json")["hypotheses"]] == ["holds"]
    evidence = run_dir / "evidence" / "wide.jsonl"
    evidence.write_bytes(evidence.read_bytes()[:-40])
    stress("check", str(run_dir))
    (answer,) = load(run_dir / "run.json")["hypotheses"]
    assert (answer["result"], answer["reason"]) == (
        "harness_error",
        "the harness failed on wide; see the harness errors",
    )
    assert "```text\nTraceback:\n  KeyError\n```" in (run_dir / "FINAL_REPORT.md").read_text()


def test_harness_errors_are_bounded_in_number_and_length(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    stress("run", "OWN-001", "--budget", "5t")
    run_dir = only_run(folder)
    note_bugs(run_dir, ["x" * 9000] * 30)
    ended = stress("check", str(run_dir))
    errors = load(run_dir / "run.json")["harness_errors"]
    assert len(errors) == 21
    assert errors[0] == "x" * 1973 + "... (7,027 more characters)"
    assert errors[-1] == "... and 10 more"
    assert len(ended.err) < 80_000


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("plan.json", b'"seed": 0', b'"seed": 1', "plan.json: not the plan of this run any more"),
        ("config/mission.yaml", b"is right", b"is wrong", "mission.yaml: not the mission that was run any more"),
        ("evidence/harness.json", b'"fail_on":"high"', b'"fail_on":"low"', "harness.json: damaged, the line is not as"),
    ],
    ids=["plan", "mission", "facts"],
)
def test_what_a_run_rests_on_is_not_judged_once_it_was_changed(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], name: str, old: bytes, new: bytes, says: str
) -> None:
    write_mission("OWN-001")
    assert stress("run", "OWN-001", "--budget", "5t").code == 0
    changed = only_run(folder) / name
    data = changed.read_bytes()
    assert old in data
    changed.write_bytes(data.replace(old, new))
    ended = stress("check", "latest")
    assert (ended.code, says in ended.err) == (2, True), ended.err
