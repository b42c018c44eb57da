"""A run whose parent is killed or told to end: it is judged and goes on afterwards."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.subject import resolve
from harness.subject.staging import SCRATCH, remove_dead_scratch
from harness.wire import ScenarioRun, Stage
from tests.cli.conftest import Ended
from tests.cli.test_replay import token

Stress = Callable[..., Ended]
PATIENCE_S = 60.0
STAGES = """
import asyncio, os
from pathlib import Path

FIFO = Path(__file__).with_name("fifo")


class Waits:
    \"\"\"Says which process it is, and waits for what never comes; is done at once where nobody listens.\"\"\"

    name, kind = "waits", "transform"

    async def execute(self, ctx):
        if FIFO.exists():
            self.kept_open = FIFO.open("w")
            print(os.getpid(), file=self.kept_open, flush=True)
            await asyncio.Event().wait()
        return {"count": 1}
"""
MISSION = """\
schema: 1
id: OWN-001
title: A run that is killed
priority: P1
risk: moderate
hypotheses:
  - id: H1
    claim: Outputs and outcomes are right.
    decided_by: [every_output_is_golden, run_ends]
pipelines:
  - id: first
    purpose: Ends before
    graph: {kind: fan_out, stages: 2}
    checks: [every_output_is_golden]
  - id: second
    purpose: Waits
    graph: {kind: fan_out, stages: 1}
    behaviour: own_stages:Waits
    checks: [run_ends]
"""


@pytest.fixture
def fifo(folder: Path) -> Iterator[Path]:
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(MISSION)
    path = folder / "missions" / "fifo"
    os.mkfifo(path)
    yield path


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["SIGKILL", "SIGTERM"])
def test_a_run_that_was_ended_from_outside_is_judged_and_goes_on(
    stress: Stress, folder: Path, fifo: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-m", "harness.cli.main", "run", "OWN-001", "--jobs", "1"]
    parent = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=own_environment(folder))
    reading = os.open(fifo, os.O_RDONLY)  # until the stage opens it, too
    assert int(told(reading)) > 0
    parent.send_signal(number)
    _, said = parent.communicate(timeout=PATIENCE_S)
    assert told(reading) == b"", "the end that the worker held is closed"
    os.close(reading)
    (run_dir,) = (folder / "results" / "OWN-001").iterdir()
    named = f"results/OWN-001/{run_dir.name}"
    if number == signal.SIGTERM:
        assert parent.returncode == 130
        assert f"stageflow-stress run --resume {named}\n" in said
    assert len(list(folder.glob(f"{SCRATCH}*"))) == (number == signal.SIGKILL)
    assert stress("check", "latest").code == 3
    evidence = (run_dir / "evidence" / "first.jsonl").read_bytes()
    fifo.unlink()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    resumed = stress("run", "--resume", "latest")
    assert list(folder.glob(f"{SCRATCH}*")) == [], "the next run takes away what a dead one left"
    assert resumed.code == 0, resumed.err
    assert (run_dir / "evidence" / "first.jsonl").read_bytes() == evidence
    assert (run_dir / "evidence" / "second.attempt-1.jsonl").is_file()
    run = json.loads((run_dir / "run.json").read_bytes())
    assert [s["ended"] for s in run["scenarios"]] == ["completed", "completed"]
    assert [(r["done"], r["of"]) for r in run["resumed"]] == [(1, 2)]


@pytest.mark.usefixtures("fifo")
@pytest.mark.parametrize("command", [("replay", "waits.json"), ("audit", "OWN-001.yaml", "--check", "run_ends")])
def test_what_a_replay_or_an_audit_leaves_that_was_killed_goes_with_the_next(
    folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    waits = ScenarioRun("second", "pipeline_run", (Stage("a", (), "own_stages:Waits"),), drivers=("native",), trials=1)
    trial = {**token()["trial"], "driver": "native", "engine": "inline"}
    subject = {**token()["subject"], "digest": resolve("bundled").digest}
    kept = {**token(), "scenario": waits.to_json(), "trial": trial, "subject": subject}
    (folder / "missions" / "waits.json").write_text(json.dumps(kept))
    python = [sys.executable, "-m", "harness.cli.main", *command]
    parent = subprocess.Popen(python, cwd=folder / "missions", env=own_environment(folder))
    reading = os.open(folder / "missions" / "fifo", os.O_RDONLY)
    assert int(told(reading).split()[0]) > 0
    parent.kill()
    parent.wait(timeout=PATIENCE_S)
    os.close(reading)
    assert len(list(folder.glob(f"{SCRATCH}*"))) == 2, "one for its workers, one for what they tell"
    remove_dead_scratch()
    assert list(folder.glob(f"{SCRATCH}*")) == []


def told(reading: int) -> bytes:
    """What comes through next; fails where nothing does, for then somebody is still there and holds the other end."""
    ready, _, _ = select.select([reading], [], [], PATIENCE_S)
    assert ready, "nothing came, and nobody closed the other end"
    return os.read(reading, 100)


def own_environment(folder: Path) -> dict[str, str]:
    """Scratch folders, which a parent that is killed cannot take away, are made where the test's own are."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(folder)}
