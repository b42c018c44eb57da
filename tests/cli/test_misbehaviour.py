"""Stages that do their worst to their process: each ends in its finding, and the pipeline beside it is judged."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from harness import engine, failures
from harness.evidence.facts import LEFT_MAX, RunFacts, load_facts, note_left
from harness.supervisor import Supervisor
from harness.supervisor import run as supervisor
from harness.supervisor.limits import MIB, Limits
from tests.cli.conftest import Ended
from tests.cli.misbehaviours import MISSION, STAGES

Stress = Callable[..., Ended]
DIED, ENDS = "worker_survives", "did not end within"
LAST = ["trial 0 was under way; the last it recorded:", "event stage_started, at 1, stage s0"]


@pytest.fixture
def misbehaved(stress: Stress, folder: Path) -> Callable[..., dict[str, Any]]:
    """run.json of a mission whose one pipeline misbehaves in that way; whatever it is, the other one holds."""

    def run(
        behaviour: str,
        deadline_s: float = 20,
        check: str = "every_stage_runs_exactly_once",
        driver: str = "native",
    ) -> dict[str, Any]:
        (folder / "missions" / "misbehaves.py").write_text(STAGES)
        mission = MISSION.format(behaviour=behaviour, deadline_s=deadline_s, check=check, driver=driver)
        (folder / "missions" / "BAD-001.yaml").write_text(mission)
        ended = stress("run", "BAD-001")
        (run_dir,) = folder.glob("results/BAD-001/run-*")
        document: dict[str, Any] = json.loads((run_dir / "run.json").read_bytes())
        assert ended.code == int("refuted" in {h["result"] for h in document["hypotheses"]}), ended.err
        assert document["harness_errors"] == []
        assert document["hypotheses"][1]["result"] == "holds"
        return document

    return run


def failing(document: dict[str, Any]) -> dict[str, list[str]]:
    """Check of the misbehaving pipeline -> its witness."""
    return {c["check"]: c["witness"] for c in document["scenarios"][0]["checks"] if c["verdict"] == "FAIL"}


def result(document: dict[str, Any]) -> str:
    found: str = document["hypotheses"][0]["result"]
    return found


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        ("ClosesDescriptors", "exited with code"),
        ("Exits", "exited with code 7"),
        ("Crashes", "killed by SIGSEGV"),
        ("ForksAndLeaves", "exited with code 7"),
        ("StopsItself", "was stopped by a signal (SIGSTOP, SIGTSTP) for more than a second, and was killed"),
    ],
)
def test_a_process_that_is_brought_down_is_a_bug_of_whoever_did_it(
    misbehaved: Callable[..., dict[str, Any]], behaviour: str, says: str
) -> None:
    document = misbehaved(behaviour)
    assert result(document) == "inconclusive"
    died, last = failing(document)[DIED][:2], failing(document)[DIED][2:]
    assert all(says in line for line in died)
    assert last[:2] == LAST
    assert [f["title"] for f in document["findings"] if f["type"] == "bug"] == ["worker_survives fails on bad"]


@pytest.mark.parametrize(
    "behaviour", ["IgnoresTermination", "BlocksTheLoop", "BreaksTheClocks", "ClosesDescriptorsAndStays"]
)
def test_a_process_that_never_ends_is_ended(misbehaved: Callable[..., dict[str, Any]], behaviour: str) -> None:
    document = misbehaved(behaviour, deadline_s=3)
    assert result(document) == "inconclusive"
    assert ENDS in failing(document)[DIED][0]
    assert LAST[0] in failing(document)[DIED]


@pytest.mark.parametrize(
    ("behaviour", "limits", "says"),
    [
        ("TakesAllMemory", Limits(200 * MIB, 2**40), "0.195 GiB of memory"),
        ("BurnsTheProcessor", Limits(2**40, 2**40, cpu_s=3), "3 s of processor time"),
        ("PrintsForEver", Limits(2**40, 2**40, output_bytes=2 * MIB), "2 MiB of standard output and error"),
    ],
    ids=["memory", "processor-time", "output"],
)
def test_a_process_that_takes_more_than_it_may_is_killed_and_the_limit_is_named(
    misbehaved: Callable[..., dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    behaviour: str,
    limits: Limits,
    says: str,
) -> None:
    monkeypatch.setattr(supervisor, "limits_here", lambda: limits)
    document = misbehaved(behaviour, deadline_s=120)
    assert result(document) == "inconclusive"
    killed = f"took more than {says}, and was killed (STAGEFLOW_STRESS_"
    assert [line[: len(killed)] for line in failing(document)[DIED][:2]] == [killed, killed]
    assert failing(document)[DIED][2:4] == LAST
    printed = sum(path.stat().st_size for path in folder.glob("results/BAD-001/*/logs/bad.*stderr.txt"))
    assert printed < 2.1 * MIB


def test_what_a_stage_starts_does_not_outlive_the_run(misbehaved: Callable[..., dict[str, Any]]) -> None:
    """Neither in the process group of its worker nor out of it."""
    before = {p.pid for p in psutil.process_iter()}
    assert result(misbehaved("Forks")) == "holds"
    new = [p for p in psutil.process_iter() if p.pid not in before and p.pid != os.getpid()]
    assert [p for p in new if "signal.pause" in " ".join(_command(p))] == []


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []  # gone


def test_what_a_stage_started_and_lost_is_no_child_of_it_and_does_not_count(
    misbehaved: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "limits_here", lambda: Limits(2**40, 2**40, processes=50))
    assert result(misbehaved("LeavesOrphans")) == "holds"


def test_what_a_stage_writes_to_standard_output_is_no_frame(misbehaved: Callable[..., dict[str, Any]]) -> None:
    assert result(misbehaved("WritesGarbage")) == "holds"


def test_what_a_stage_writes_among_the_frames_is_its_own_and_no_bug_of_ours(
    misbehaved: Callable[..., dict[str, Any]],
) -> None:
    document = misbehaved("WritesToEveryDescriptor")
    assert result(document) == "inconclusive"
    died = failing(document)[DIED][0]
    assert died.startswith('was ended: the subject wrote to the descriptor of its frames: b\'{"t": "done"')


@pytest.mark.parametrize("driver", ["native", "fresh_process"])
def test_a_copy_that_a_stage_forks_and_lets_run_on_is_ended_and_told(
    misbehaved: Callable[..., dict[str, Any]], driver: str
) -> None:
    """Its records would stand among those of the trial, and every trial after it would run twice."""
    document = misbehaved("RunsOnTwice", driver=driver)
    assert result(document) == "holds"
    assert any("a copy of this process, which was forked in it, ran on" in f["title"] for f in document["findings"])


def test_a_fresh_process_that_leaves_others_behind_is_told_as_it_ended(
    misbehaved: Callable[..., dict[str, Any]],
) -> None:
    document = misbehaved("ForksAndLeaves", driver="fresh_process")
    assert result(document) == "inconclusive"
    assert "ProcessDied: the process of the trial ended with exit code 7" in str(document["scenarios"][0])


def test_a_flood_of_log_lines_is_counted_and_kept_as_far_as_there_is_room(
    misbehaved: Callable[..., dict[str, Any]],
) -> None:
    document = misbehaved("FloodsTheLog")
    assert result(document) == "holds"
    assert document["logs"]["lines"] >= 2 * 3_000


def test_a_thread_that_is_left_behind_is_seen_and_keeps_nobody_waiting(
    misbehaved: Callable[..., dict[str, Any]],
) -> None:
    document = misbehaved("LeavesThreads", check="nothing_stays_open")
    assert result(document) == "refuted"
    assert any("thread" in line for line in failing(document)["nothing_stays_open"])


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        ("RaisesWhenFreed", "exception ignored in RaisesWhenFreed.__del__: raised while it was freed"),
        ("StopsTheClocks", "time.time, time.monotonic, time.perf_counter"),
    ],
)
def test_what_changes_no_outcome_is_told_all_the_same(
    misbehaved: Callable[..., dict[str, Any]], behaviour: str, says: str
) -> None:
    document = misbehaved(behaviour)
    assert result(document) == "holds"
    assert any(says in f["title"] for f in document["findings"])


def test_times_are_measured_by_clocks_that_a_stage_cannot_replace(misbehaved: Callable[..., dict[str, Any]]) -> None:
    timings = misbehaved("StopsTheClocks")["timings"]
    assert {t["pipeline"] for t in timings} >= {"bad"}
    assert all(min(t["min_us"], *t["samples_us"], *t["reference_us"]) > 0 for t in timings)


def test_what_a_stage_leaves_in_its_home_is_listed_and_removed(
    misbehaved: Callable[..., dict[str, Any]], folder: Path
) -> None:
    document = misbehaved("LeavesFiles")
    assert [left["path"] for left in document["left_behind"]] == ["notes/a.txt", "tmp-b"]
    assert [left["bytes"] for left in document["left_behind"]] == [5, 3]
    assert document["left_files"] == 2
    (report,) = folder.glob("results/BAD-001/run-*/FINAL_REPORT.md")
    assert "- `notes/a.txt`, 5 bytes" in report.read_text()


@pytest.mark.parametrize(
    ("behaviour", "driver"),
    [("WritesElsewhere", "native"), ("WritesElsewhere", "fresh_process"), ("WritesElsewhereAndExits", "native")],
)
def test_what_a_stage_writes_outside_of_its_home_is_listed_and_stays(
    misbehaved: Callable[..., dict[str, Any]], folder: Path, behaviour: str, driver: str
) -> None:
    document = misbehaved(behaviour, driver=driver)
    assert document["left_behind"] == []
    written = folder / "missions" / "elsewhere.log"
    assert document["outside"] == [str(written.resolve())]
    assert written.exists()
    assert [f["type"] for f in document["findings"] if f["title"].startswith("Files outside")] == ["improvement"]
    (report,) = folder.glob("results/BAD-001/run-*/FINAL_REPORT.md")
    assert f"- `{written.resolve()}`" in report.read_text()


def test_what_is_left_by_trials_that_are_run_again_is_listed_and_nothing_of_ours(
    misbehaved: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = failures.follow_up

    async def leaving(plan: Any, facts: Any, scenarios: Any, at: failures.Workplace) -> None:
        await whole(plan, facts, scenarios, at)
        (at.stage.cwd / "by-a-replay.txt").write_text("x")

    monkeypatch.setattr(engine, "follow_up", leaving)
    document = misbehaved("LeavesThreads", check="nothing_stays_open")
    assert document["left_behind"] == [{"path": "by-a-replay.txt", "bytes": 1}]


def test_what_was_left_until_a_run_is_cut_off_is_known(
    stress: Stress, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Supervisor.run

    async def interrupted(self: Supervisor, *arguments: Any) -> None:
        await whole(self, *arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(Supervisor, "run", interrupted)
    mission = MISSION.format(
        behaviour="LeavesFiles", deadline_s=20, check="every_stage_runs_exactly_once", driver="native"
    )
    (folder / "missions" / "misbehaves.py").write_text(STAGES)
    (folder / "missions" / "BAD-001.yaml").write_text(mission)
    assert stress("run", "BAD-001").code == 130
    (run_dir,) = folder.glob("results/BAD-001/run-*")
    assert [left["path"] for left in load_facts(run_dir).left_behind] == ["notes/a.txt", "tmp-b"]


def test_a_file_is_named_once_and_there_is_an_end_to_it() -> None:
    facts = RunFacts("a", "high", "results", "c", "m", "2026-03-01T00:00:00Z")
    files = [(f"{number:03d}", 1) for number in range(LEFT_MAX - 1)]
    for left in (files, files, [*files, ("x", 2), ("y", 3)]):
        note_left(facts, left, [])
    assert facts.left_behind[-1] == {"path": "x", "bytes": 2}
    assert (len(facts.left_behind), facts.left_files) == (LEFT_MAX, LEFT_MAX + 1)
