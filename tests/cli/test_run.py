"""`run`, `check`, `report` and `replay` as a user meets them; each test starts from the exit code."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.evidence.facts import load_facts
from tests.cli.conftest import Ended
from tests.cli.small import SMALL, STAGES, defective_core, own_mission, part_of

Stress = Callable[..., Ended]

SHARES_METADATA = """
from stageflow.context import ContextSnapshot as _Snapshot
_derive = _Snapshot.with_run_id
def _with_run_id(self, run_id):
    derived = _derive(self, run_id)
    object.__setattr__(derived, "metadata", dict(self.metadata))
    object.__setattr__(self, "metadata", derived.metadata)
    return derived
_Snapshot.with_run_id = _with_run_id
"""


def only_run(out: Path) -> Path:
    (found,) = out.glob("*/run-*")
    return found


def document(run_dir: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((run_dir / "run.json").read_bytes())
    return loaded


def results(run: dict[str, Any]) -> dict[str, str]:
    return {h["id"]: h["result"] for h in run["hypotheses"]}


@pytest.fixture
def own(folder: Path) -> Callable[..., str]:
    """Writes a mission with stages of its own and gives its file name."""

    def write(behaviour: str, **options: Any) -> str:
        (folder / "missions" / "own_stages.py").write_text(STAGES)
        (folder / "missions" / "OWN-001.yaml").write_text(own_mission(behaviour, **options))
        return "OWN-001"

    return write


@pytest.fixture
def part(folder: Path) -> Callable[..., str]:
    """Writes a mission of some pipelines of CORE-008 and gives the name of its file."""

    def write(*pipelines: str) -> str:
        (folder / "part.yaml").write_text(part_of("CORE-008", *pipelines))
        return "part.yaml"

    return write


def test_the_bundled_core_passes(ran: Stress, folder: Path) -> None:
    ended = ran("CORE-008", *SMALL)
    run_dir = only_run(folder / "results")
    run = document(run_dir)
    assert (ended.code, run["verdict"], set(results(run).values())) == (0, "PASS", {"holds"}), ended.err
    assert [c["caught"] for c in run["calibration"]] == [True] * 5
    assert [f["type"] for f in json.loads((run_dir / "findings.json").read_bytes())["findings"]] == ["strength"] * 4
    assert "\x1b" not in ended.err
    assert "calibration 5 of 5" in " ".join(ended.err.replace("│", "").split())
    assert str(Path("results/CORE-008") / run_dir.name / "FINAL_REPORT.md") in ended.err.replace("\n", "")
    expected = {"FINAL_REPORT.md", "findings.json", "plan.json", "run.json", "config", "metrics", "logs", "evidence"}
    assert expected <= {p.name for p in run_dir.iterdir()}


def test_a_plant_refutes_its_own_hypotheses_and_no_other(ran: Stress, folder: Path) -> None:
    """Another one is the example of the repository; every one of them is part of the recorded audit."""
    ended = ran("CORE-008", "--plant", "lost-write", *SMALL)
    run_dir = only_run(folder / "results")
    run = document(run_dir)
    refuted = {name for name, result in results(run).items() if result != "holds"}
    assert (ended.code, refuted, run["verdict"]) == (1, {"H2"}, "FAIL")
    bugs = [f for f in json.loads((run_dir / "findings.json").read_bytes())["findings"] if f["type"] == "bug"]
    assert bugs
    assert {f["hypothesis"] for f in bugs} == {"H2"}
    for bug in bugs:
        assert 1 <= len(bug["witness"]) <= 10
        assert bug["replay"]["result"] == "reproduced"
        assert bug["replay"]["command"] in ended.err.replace("\n", " ").replace("  ", " ")


def test_replay_reproduces_says_diverged_and_refuses(stress: Stress, ran: Stress, folder: Path) -> None:
    ran("CORE-008", "--plant", "lost-write", *SMALL)
    run_dir = only_run(folder / "results")
    again = stress("replay", str(run_dir), "BUG-001")
    assert again.code == 1
    assert "reproduced" in again.err
    assert stress("replay", "CORE-008/latest", "CORE-008-BUG-001").code == 1
    token = next((run_dir / "traces").glob("*.json"))
    body = json.loads(token.read_bytes())
    for name, change, code in (
        ("wrong", {"trial": {**body["trial"], "choices": [4000]}}, 3),
        ("foreign", {"v": 99}, 2),
        ("stale", {"subject": {**body["subject"], "digest": "0" * 16}}, 2),
        ("headless", {"trial": None}, 2),
    ):
        changed = folder / f"{name}.json"
        changed.write_text(json.dumps({**body, **change}))
        assert stress("replay", str(changed)).code == code, name
    assert stress("replay", str(run_dir), "BUG-01").err.count("did you mean 'BUG-001'?") == 1


def test_what_was_judged_is_judged_alike_again(stress: Stress, ran: Stress, folder: Path) -> None:
    ran("CORE-008", "--plant", "lost-write", *SMALL)
    run_dir = only_run(folder / "results")
    names = ("run.json", "findings.json", "FINAL_REPORT.md")
    before = {name: (run_dir / name).read_bytes() for name in names}
    (run_dir / "run.json").unlink()
    assert stress("check", str(run_dir)).code == 1
    assert {name: (run_dir / name).read_bytes() for name in names} == before
    (run_dir / "FINAL_REPORT.md").unlink()
    assert stress("report", str(run_dir)).code == 0
    assert (run_dir / "FINAL_REPORT.md").read_bytes() == before["FINAL_REPORT.md"]


def test_damaged_evidence_is_unknown_with_its_place(stress: Stress, ran: Stress, folder: Path) -> None:
    ran("CORE-008", *SMALL)
    run_dir = only_run(folder / "results")
    evidence = run_dir / "evidence" / "context_isolation.jsonl"
    evidence.write_bytes(evidence.read_bytes()[:-40])
    ended = stress("check", str(run_dir))
    run = document(run_dir)
    assert (ended.code, run["verdict"], results(run)["H3"]) == (3, "INCONCLUSIVE", "inconclusive")
    assert "context_isolation.jsonl:" in next(h["reason"] for h in run["hypotheses"] if h["id"] == "H3")


def test_json_is_one_document_and_quiet_is_silent(stress: Stress, part: Callable[..., str], folder: Path) -> None:
    ended = stress("run", part("sibling_isolation"), "--json", "--quiet", "--budget", "12t")
    assert (ended.code, ended.err) == (0, "")
    (entry,) = json.loads(ended.out)["runs"]
    assert entry["run_dir"] == str(Path("results/CORE-008") / only_run(folder / "results").name)
    keys = {"mission", "subject", "python", "verdict", "exit_code", "hypotheses", "findings", "calibration", "trials"}
    assert keys | {"distinct_schedules", "duration_s", "run_dir"} == set(entry)


def test_equal_seeds_give_equal_findings_and_other_numbers_give_another_report(
    stress: Stress, part: Callable[..., str], folder: Path
) -> None:
    shown, mission = [], part("stress_concurrent_writes")
    for out, stages in (("a", "6"), ("b", "6"), ("c", "9")):
        small = ("--set", f"parallel_stages={stages}", "--set", "iterations=2", "--budget", "12t")
        stress("run", mission, "--plant", "lost-write", "--quiet", "--out", out, *small)
        run_dir = only_run(folder / out)
        found = json.loads((run_dir / "findings.json").read_bytes())["findings"]
        seen = [(f["fingerprint"], f["witness"]) for f in found]
        report = (run_dir / "FINAL_REPORT.md").read_text()
        built = next(line for line in report.splitlines() if line.startswith("| stress_concurrent_writes"))
        shown.append((seen, built.split("|")[2].strip()))
    assert shown[0][0] == shown[1][0]
    assert [f for f, _ in shown[0][0]] == [f for f, _ in shown[2][0]]
    assert [stages for _, stages in shown] == ["6", "6", "9"]


@pytest.mark.parametrize(
    ("behaviour", "says"), [("LostUpdate", "gave outcome"), ("Raises", "somebody counted (at own_stages.py:")]
)
def test_a_race_in_a_stage_of_ones_own_is_found_and_its_rarer_outcome_replays(
    behaviour: str, says: str, stress: Stress, own: Callable[..., str], folder: Path
) -> None:
    ended = stress("run", own(behaviour, drivers="schedules"))
    assert (ended.code, says in " ".join(ended.err.split())) == (1, True), ended.err
    run_dir = only_run(folder / "results")
    assert results(document(run_dir)) == {"H1": "refuted"}
    (found,) = json.loads((run_dir / "findings.json").read_bytes())["findings"]
    assert (found["replay"]["result"], found["replay"]["note"][:38]) == (
        "reproduced",
        "It has no script: it takes two trials ",
    )
    again = stress("replay", str(run_dir), found["id"])
    assert (again.code, "as it was" in again.err) == (1, True), again.err


def test_what_a_stage_does_of_real_io_that_is_refused_under_control_is_not_blamed_on_it(
    stress: Stress, own: Callable[..., str], folder: Path
) -> None:
    ended = stress("run", own("NeedsAProcess", drivers="native, schedules", stages=1))
    assert (ended.code, results(document(only_run(folder / "results")))) == (3, {"H1": "inconclusive"}), ended.err


def test_where_a_stage_raised_that_trial_is_kept_and_no_healthy_one(
    stress: Stress, own: Callable[..., str], folder: Path
) -> None:
    stress("run", own("RaisesWhereNobodyControls", drivers="native, schedules", stages=1))
    (token,) = (only_run(folder / "results") / "traces").glob("*.json")
    trial = json.loads(token.read_bytes())["trial"]
    assert (trial["driver"], trial["outcome"]) == ("native", "stage_error")


def test_a_stage_that_shares_nothing_passes(stress: Stress, own: Callable[..., str]) -> None:
    assert stress("run", own("Local")).code == 0


def test_a_worker_killed_once_is_inconclusive(stress: Stress, own: Callable[..., str], folder: Path) -> None:
    ended = stress("run", own("DiesOnce", drivers="native"))
    run_dir = only_run(folder / "results")
    run = document(run_dir)
    assert (ended.code, run["verdict"], results(run)) == (3, "INCONCLUSIVE", {"H1": "inconclusive"})
    assert "killed by SIGKILL" in run["hypotheses"][0]["reason"]
    assert run["scenarios"][0]["ended"].endswith("ran again to its end")


def test_a_worker_killed_twice_is_a_bug(stress: Stress, own: Callable[..., str], folder: Path) -> None:
    ended = stress("run", own("Dies"), "--fail-on", "medium")
    run_dir = only_run(folder / "results")
    assert (ended.code, results(document(run_dir))) == (1, {"H1": "inconclusive"})
    (bug,) = json.loads((run_dir / "findings.json").read_bytes())["findings"]
    assert (bug["type"], bug["checks"]) == ("bug", ["worker_survives"])
    assert "killed by SIGKILL" in bug["witness"][0]
    assert load_facts(run_dir).completed_at


@pytest.mark.parametrize(
    ("drivers", "check", "signature"),
    [("schedules", "run_ends", "deadlock"), ("native", "worker_survives", "deadline")],
    ids=["controlled-names-the-wait", "native-hits-the-deadline"],
)
def test_a_run_that_does_not_end_fails(
    stress: Stress, own: Callable[..., str], folder: Path, drivers: str, check: str, signature: str
) -> None:
    ended = stress("run", own("Hangs", drivers=drivers, deadline_s=2), "--fail-on", "medium")
    assert ended.code == 1
    run = document(only_run(folder / "results"))
    failing = [c for s in run["scenarios"] for c in s["checks"] if c["verdict"] == "FAIL"]
    assert [(c["check"], c["signature"]) for c in failing] == [(check, signature)]
    assert "execute" in " ".join(failing[0]["witness"])


def test_what_a_stage_prints_is_never_taken_for_a_frame(stress: Stress, own: Callable[..., str], folder: Path) -> None:
    ended = stress("run", own("Prints", drivers="native"))
    assert ended.code == 3  # native only: one schedule decides nothing about schedules
    printed = "".join(p.read_text() for p in (only_run(folder / "results") / "logs").glob("*.stderr.txt"))
    assert "garbage without an end" in printed


def test_a_defective_subject_in_a_folder_is_refuted(stress: Stress, part: Callable[..., str], folder: Path) -> None:
    defective_core(folder / "checkout", SHARES_METADATA)
    for compiled in list((folder / "checkout").rglob("__pycache__")):
        shutil.rmtree(compiled)
    small = ("--set", "forks=6", "--set", "concurrent_derivation_depth=4", "--budget", "12t")
    ended = stress("run", part("context_isolation"), "--subject", "path:checkout", *small)
    run = document(only_run(folder / "results"))
    assert (ended.code, results(run)["H3"]) == (1, "refuted")
    assert run["subject"]["spec"] == "path:checkout"
    assert not list((folder / "checkout").rglob("__pycache__"))


def test_a_budget_in_seconds_is_said_to_be_no_promise_of_the_same_again(
    stress: Stress, part: Callable[..., str], folder: Path
) -> None:
    assert stress("run", part("sibling_isolation"), "--budget", "1s").code == 0
    run = document(only_run(folder / "results"))
    assert run["budget_s"] == 2.0 and run["command"].endswith("--budget 1s")
    assert sum(s["explored_trials"] for s in run["scenarios"]) > 0
    configured = json.loads((only_run(folder / "results") / "config/run_config.json").read_bytes())
    assert configured["budget_s"] == 2.0 and "budget_trials" not in configured
    report = (only_run(folder / "results") / "FINAL_REPORT.md").read_text()
    assert "The budget was given in seconds" in report


TEMPLATE = "FINAL_REPORT.md.j2"
BAD = {
    "unknown-mission": (("CORE-08",), "CORE-008"),
    "unknown-plant": (("CORE-008", "--plant", "lost-writes"), "lost-write"),
    "budget-of-nothing": (("CORE-008", "--budget", "0t"), "2000t"),
    "budget-of-no-time": (("CORE-008", "--budget", "0s"), "30s"),
    "budget-too-small": (("CORE-008", "--budget", "1t"), "--budget 6t"),
    "seed-that-is-none": (("CORE-008", "--seed", "-1"), "--seed"),
    "value-out-of-range": (("CORE-008", "--set", "parallel_stages=1"), "--set parallel_stages=1"),
    "unknown-parameter": (("CORE-008", "--set", "parallel_stage=4"), "parallel_stages"),
    "unknown-threshold": (("CORE-008", "--fail-on", "hgih"), "critical, high"),
    "out-is-a-file": (("CORE-008", "--out", "missions/file/results"), "--out"),
    "no-such-subject": (("CORE-008", "--subject", "stageflow"), "path:DIR"),
    "folder-without-subject": (("CORE-008", "--subject", "path:missions"), "no package named stageflow"),
    "subject-does-not-import": (("CORE-008", "--subject", "path:broken"), "no_such_module"),
    "subject-raises-on-import": (("CORE-008", "--subject", "path:raising"), "RuntimeError: not today"),
    "template-does-not-parse": (("CORE-008", "--templates", "unparsable"), f"{TEMPLATE}:2"),
    "template-does-not-render": (("CORE-008", "--templates", "unrenderable"), f"{TEMPLATE}:2"),
    "stage-that-is-not-there": (("missions/nowhere.yaml",), "'own_stages:Nowhere' cannot be imported: AttributeError"),
    "yaml-syntax": (("missions/syntax.yaml",), "syntax.yaml:4:1"),
    "unknown-key": (("missions/key.yaml",), "key.yaml:1:1"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_explained_and_leaves_nothing(
    stress: Stress, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    (folder / "missions" / "file").write_text("a file where a folder should be")
    (folder / "missions" / "syntax.yaml").write_text("schema: 1\nid: BAD-001\ntitle: [\n")
    (folder / "missions" / "key.yaml").write_text("shema: 1\n")
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "nowhere.yaml").write_text(own_mission("Nowhere"))
    for name, source in (("broken", "import no_such_module"), ("raising", "raise RuntimeError('not today')")):
        (folder / name / "stageflow").mkdir(parents=True)
        (folder / name / "stageflow" / "__init__.py").write_text(source)
    for name, source in (("unparsable", "\n{% if %}"), ("unrenderable", "\n{{ run.no_such_field }}")):
        (folder / name).mkdir()
        (folder / name / TEMPLATE).write_text(source)
    small = () if "--budget" in arguments else SMALL if arguments[0] == "CORE-008" else ()
    ended = stress("run", *small, *arguments)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert said in ended.err
    assert "Traceback" not in ended.err or "subject" in ended.err
    assert not list(folder.glob("results/*/run-*"))


def test_several_missions_end_with_how_each_ended(stress: Stress, write_mission: Callable[..., Path]) -> None:
    paths = [str(write_mission(mission_id)) for mission_id in ("OWN-001", "OWN-002")]
    assert "missions:" not in stress("run", paths[0], "--budget", "2t").err
    ended = stress("run", *paths, "--budget", "2t")
    assert ended.err.splitlines()[-1] == "2 missions: 2 PASS."
    assert stress("run", *paths, "--budget", "2t", "--quiet").err == ""
