"""`run --resume`: what a run that was cut off has done is not done again, and it ends as if nothing had happened."""

import inspect
import json
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness import engine
from harness.cli import run_command
from harness.cli.resumed import SETTLED
from harness.evidence.facts import FACTS, load_facts
from harness.evidence.paths import JOURNAL
from harness.evidence.seal import sealed
from harness.findings.differences import differences
from harness.subject import resolve
from harness.supervisor import JobResult
from harness.supervisor.journal import Journal
from tests.cli.conftest import Ended
from tests.cli.small import STAGES, defective_core, signalled_when_a_job_has_ended

Stress = Callable[..., Ended]
MISSION = """\
schema: 1
id: OWN-001
title: Two pipelines, a plant and a probe
priority: P1
risk: moderate
hypotheses:
  - id: H1
    claim: Runs end, and outputs are right.
    promise: They are documented to be right.
    decided_by: [run_ends, every_output_is_golden]
pipelines:
  - id: waiting
    purpose: Stages that wait for what never comes
    graph: {kind: fan_out, stages: 3}
    behaviour: own_stages:Hangs
    drivers: [schedules]
    checks: [run_ends]
  - id: wide
    purpose: Stages side by side
    graph: {kind: fan_out, stages: 3}
    drivers: [native, schedules]
    checks: [every_output_is_golden]
calibration: [swapped-under-overlap]
dx_probes: [smallest_pipeline_is_short]
budget: {trials: 40}
"""
TIMES = ("started_at", "completed_at", "duration_s", "timings", "agent_run_id", "created_at", "first_seen", "last_seen")
MEASURED = ("duration_us", "logs", "overall")
"""Metrics in wall time, what is told of gaps between lines of the log, and a mean that one of them goes into."""


@pytest.fixture
def mission(folder: Path) -> None:
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(MISSION)


@pytest.fixture
def cut_off(
    stress: Stress,
    folder: Path,
    mission: None,
    finished: dict[tuple[str, ...], tuple[Ended, Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder of a run that Ctrl-C ended as soon as its first pipeline had; made once, each test has a copy."""
    key = ("cut off",)
    if key not in finished:
        with signalled_when_a_job_has_ended(signal.SIGINT):
            ended = stress("run", "OWN-001", "--jobs", "1", "--fail-on", "never")
        kept = tmp_path_factory.mktemp("cut_off") / "results"
        shutil.copytree(folder / "results", kept)
        finished[key] = ended, kept
    else:
        shutil.copytree(finished[key][1], folder / "results")
    (run_dir,) = (folder / "results" / "OWN-001").iterdir()
    return run_dir


def test_what_is_said_of_a_run_that_was_cut_off(
    stress: Stress, cut_off: Path, finished: dict[tuple[str, ...], tuple[Ended, Path]]
) -> None:
    ended, named = finished[("cut off",)][0], f"results/OWN-001/{cut_off.name}"
    assert ended.code == 130, ended.err
    assert f"  stageflow-stress check {named}\n" in ended.err
    assert f"  stageflow-stress run --resume {named}\n" in ended.err
    assert [json.loads(line)["job"] for line in (cut_off / JOURNAL).read_bytes().splitlines()] == ["waiting"]
    checked = stress("check", named)
    assert f"was cut off; what is left can be run:\n  stageflow-stress run --resume {named}\n" in checked.err
    assert json.loads((cut_off / "run.json").read_bytes())["subject"]["version"] != "unknown"
    with Journal(cut_off):
        assert "This run is under way in another process" in stress("check", named).err


def without_times(value: Any) -> Any:
    """A document without what a clock says, and without that it was resumed."""
    if isinstance(value, dict):
        if value.get("category") == "performance":
            return "measured in wall time"
        left_out = (*TIMES, *MEASURED, "resumed")
        return {k: without_times(v) for k, v in value.items() if k not in left_out}
    return [without_times(v) for v in value] if isinstance(value, list) else value


def documents(run_dir: Path) -> dict[str, Any]:
    names = ("run.json", "findings.json", "metrics/trials.json")
    return {name: without_times(json.loads((run_dir / name).read_bytes())) for name in names}


@pytest.fixture
def uninterrupted(
    stress: Stress, folder: Path, cut_off: Path, finished: dict[tuple[str, ...], tuple[Ended, Path]]
) -> dict[str, Any]:
    """The documents of the same run where nothing cut it off; made once."""
    key, aside = ("whole",), folder / "aside"
    if key not in finished:
        (folder / "results").rename(aside)  # so that it has the same number
        ended = stress("run", "OWN-001", "--fail-on", "never")
        assert ended.code == 0, ended.err
        kept = finished[("cut off",)][1].with_name("whole")
        shutil.move(folder / "results", kept)
        aside.rename(folder / "results")
        finished[key] = ended, kept
    (run_dir,) = (finished[key][1] / "OWN-001").iterdir()
    said = documents(run_dir)
    refuted = [f["hypothesis"] for f in said["findings.json"]["findings"] if f["type"] == "bug"]
    assert refuted == ["H1"], "a comparison would say little"
    assert [c["caught"] for c in said["run.json"]["calibration"]] == [True]
    return said


def assert_same(run_dir: Path, expected: dict[str, Any]) -> None:
    differing = differences(documents(run_dir), expected, "the run that went on", "the uninterrupted one")
    assert "\n".join(map(str, differing)) == ""


def test_a_resumed_run_ends_in_the_documents_of_one_that_was_not_cut_off(
    stress: Stress, cut_off: Path, uninterrupted: dict[str, Any]
) -> None:
    evidence = (cut_off / "evidence" / "waiting.jsonl").read_bytes()
    resumed = stress("run", "--resume", "latest", "--jobs", "2")
    assert resumed.code == 0, resumed.err
    assert f"Took the run results/OWN-001/{cut_off.name}." in resumed.err
    assert "This run was cut off and resumed once; 1 of 2 pipelines had ended before." in " ".join(resumed.err.split())
    assert (cut_off / "evidence" / "waiting.jsonl").read_bytes() == evidence
    assert [(r["done"], r["of"]) for r in load_facts(cut_off).resumed] == [(1, 2)]
    assert "resumed once; 1 of 2 pipelines had ended before." in (cut_off / "FINAL_REPORT.md").read_text()
    assert_same(cut_off, uninterrupted)
    assert stress("report", "verify", str(cut_off)).code == 0
    again = stress("run", "--resume", str(cut_off))
    assert (again.code, "this run has ended, at " in again.err) == (2, True)


def test_what_calibrations_and_probes_had_answered_is_known_when_failures_are_followed_up_after_a_second_cut(
    stress: Stress, cut_off: Path, uninterrupted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(*arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "follow_up", interrupted)
        assert stress("run", "--resume", "latest").code == 130
    journal = (cut_off / JOURNAL).read_bytes()
    assert stress("run", "--resume", "latest").code == 0
    assert (cut_off / JOURNAL).read_bytes() == journal, "nothing was left for a worker to do"
    assert_same(cut_off, uninterrupted)
    report = (cut_off / "FINAL_REPORT.md").read_text()
    assert "cut off and resumed 2 times; 2 of 2 pipelines had ended before the last time." in report


@pytest.mark.parametrize("damaged", ["evidence/waiting.jsonl", JOURNAL], ids=["evidence", "journal"])
def test_what_is_damaged_is_named_and_run_again(stress: Stress, cut_off: Path, damaged: str) -> None:
    path = cut_off / damaged
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" + whole[101:])
    resumed = stress("run", "--resume", str(cut_off))
    assert resumed.code == 0, resumed.err
    assert f"results/OWN-001/{cut_off.name}/{damaged}:1: " in resumed.err.replace(str(cut_off.parents[2]) + "/", "")
    assert [(r["done"], r["of"]) for r in load_facts(cut_off).resumed] == [(0, 2)]
    assert (cut_off / "evidence" / "waiting.attempt-1.jsonl").is_file()


@pytest.mark.parametrize("name", SETTLED)
def test_an_option_that_is_settled_is_refused(stress: Stress, folder: Path, name: str) -> None:
    option = f"--{name.strip('_').replace('_', '-')}"
    value = () if name in ("perf", "update_baseline") else ("high" if name == "fail_on" else "1",)
    ended = stress("run", "--resume", "latest", option, *value)
    assert ended.code == 2
    assert ended.err.startswith(f"{option} cannot be given with --resume: the run goes on as it was begun\n")


def test_only_what_a_plan_leaves_open_may_be_given_with_resume() -> None:
    open_ = {"missions", "ctx", "jobs", "out", "templates", "format_", "resume", "json", "quiet"}
    assert {*inspect.signature(run_command.command).parameters} - open_ == {*SETTLED}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("mission", "config/mission.yaml: not the mission that was run any more"),
        ("plan", "plan.json: not the plan of this run any more"),
        ("harness", "begun by another one, this is stageflow-stress "),
        ("interpreter", "the interpreter is another one (Python 3.0.0, now 3."),
        ("packages", "the environment of the subject has changed (some-package 1.0, now none)"),
        ("stages", "own_stages:Hangs is looked for beside the mission OWN-001.yaml, which is in none of "),
        ("own stages", "the modules of its own stages, beside missions/OWN-001.yaml, have changed"),
        ("journal", f"{JOURNAL}: there is none, so that nothing tells what was done"),
        ("subject", "the subject bundled has changed (digest "),
        ("held", "another process is working on this run"),
        ("facts", "another version of the evidence, expected 8, got 99"),
    ],
)
def test_a_run_goes_on_only_as_it_was_begun(
    stress: Stress, folder: Path, cut_off: Path, change: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [Journal(cut_off).__enter__()] if change == "held" else []
    if change in CHANGES:
        CHANGES[change](cut_off, folder, monkeypatch)
    before = contents(cut_off)
    ended = stress("run", "--resume", str(cut_off))
    assert (ended.code, says in ended.err) == (2, True), ended.err
    assert "cut off; what was done" not in ended.err
    assert contents(cut_off) == before
    for journal in held:
        journal.__exit__(None, None, None)


def test_a_run_goes_on_from_any_folder(
    stress: Stress, folder: Path, cut_off: Path, uninterrupted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "results")
    resumed = stress("run", "--resume", str(cut_off))
    assert resumed.code == 0, resumed.err
    assert_same(cut_off, uninterrupted)


def test_a_run_of_a_mission_from_elsewhere_goes_on_with_the_stages_beside_it(
    stress: Stress, folder: Path, cut_off: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "missions"
    (folder / "missions").rename(elsewhere)
    begun(cut_off, "OWN-001.yaml", elsewhere)
    resumed = stress("run", "--resume", str(cut_off))
    assert resumed.code == 0, resumed.err


def contents(run_dir: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in run_dir.rglob("*") if path.is_file()}


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def with_facts(run_dir: Path, change: Callable[[Any], Any]) -> None:
    facts = load_facts(run_dir)
    change(facts)
    facts.save(run_dir)


def begun(run_dir: Path, mission_path: str, stages: Path) -> None:
    """The run says that it began with this mission, and with the stages of this folder."""
    facts = load_facts(run_dir)
    facts.mission_path, facts.stages = mission_path, str(stages)
    facts.save(run_dir)


def taken_away(run_dir: Path, folder: Path) -> None:
    (folder / "missions" / "OWN-001.yaml").unlink()
    begun(run_dir, "missions/OWN-001.yaml", folder)


def another_interpreter(run_dir: Path, folder: Path, patch: pytest.MonkeyPatch) -> None:
    lines = [json.loads(line) for line in (run_dir / JOURNAL).read_bytes().splitlines()]
    for line in lines:
        del line["c"]
        line["ready"]["python"] = "3.0.0"
    (run_dir / JOURNAL).write_bytes(b"".join(sealed(json.dumps(line).encode() + b"\n") for line in lines))


def another_subject(run_dir: Path, folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("harness.resume.resolve", lambda *spec: replace(resolve(*spec), digest="0" * 16))


CHANGES: dict[str, Callable[[Path, Path, pytest.MonkeyPatch], object]] = {
    "mission": lambda run, folder, patch: rewritten(run / "config/mission.yaml", b"are right", b"are wrong"),
    "plan": lambda run, folder, patch: rewritten(run / "plan.json", b'"seed": 0', b'"seed": 1'),
    "harness": lambda run, folder, patch: with_facts(run, lambda facts: setattr(facts, "harness", "another one")),
    "interpreter": another_interpreter,
    "packages": lambda run, folder, patch: with_facts(
        run, lambda facts: facts.environment.update(subject_packages={"some-package": "1.0"})
    ),
    "stages": lambda run, folder, patch: taken_away(run, folder),
    "journal": lambda run, folder, patch: (run / JOURNAL).unlink(),
    "own stages": lambda run, folder, patch: rewritten(
        folder / "missions/own_stages.py", b"asyncio.Event()", b"asyncio.Lock()"
    ),
    "subject": another_subject,
    "facts": lambda run, folder, patch: rewritten(run / FACTS, b'"v":8', b'"v":99'),
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda package: (package / "__init__.py").write_text("import no_such_module"), "the subject does not import"),
        (shutil.rmtree, "the subject was removed while it was tested"),
        (lambda package: (package / "more.py").write_text(""), "the subject was changed while it was tested"),
    ],
    ids=["it does not import any more", "it is gone", "it imports still"],
)
def test_what_was_done_stays_where_the_subject_is_changed_under_the_run(
    stress: Stress,
    folder: Path,
    mission: None,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    says: str,
) -> None:
    package = defective_core(folder / "own", "") / "stageflow"
    shutil.copytree(package, folder / "whole")
    note = Journal.note

    def noted(journal: Journal, result: JobResult) -> None:
        note(journal, result)
        if result.job.keep and package.exists():
            change(package)

    monkeypatch.setattr(Journal, "note", noted)
    ended = stress("run", "OWN-001", "--subject", "path:own", "--jobs", "1")
    assert (ended.code, says in ended.err) == (2, True), ended.err
    (run_dir,) = (folder / "results" / "OWN-001").iterdir()
    assert f"stageflow-stress run --resume results/OWN-001/{run_dir.name}" in ended.err
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(folder / "whole", package)
    assert stress("run", "--resume", "latest", "--json").code == 1, "the mission's stages wait for ever"
    assert json.loads((run_dir / "run.json").read_bytes())["resumed"][0]["done"] >= 1
