"""A mission that sweeps, by the command line: the core holds, a copy with a defect does not, its trial replays."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import bundled
from tests.cli.conftest import Ended
from tests.cli.small import defective_core
from tests.cli.test_run import document, only_run, results

Stress = Callable[..., Ended]
MISSION = str(Path(__file__).with_name("sweeps.yaml"))
SWALLOWS = """
import asyncio
from stageflow.pipeline.dag import UnifiedStageGraph as _Graph
_run = _Graph.run
async def _changed(self, ctx):
    try:
        return await _run(self, ctx)
    except asyncio.CancelledError:
        return {}
_Graph.run = _changed
"""
FORGETS = """
from stageflow.pipeline.engine import GraphRun as _Run
_end = _Run._end_tasks
async def _changed(self):
    return [] if self._stopped_outside and len(self.state.outputs) == 1 else await _end(self)
_Run._end_tasks = _changed
"""
DEFECTS = {
    "swallows": (SWALLOWS, "H1", "cancelled_chain.cancellation_is_not_swallowed"),
    "forgets": (FORGETS, "H2", "cancelled_wide.nothing_is_left_behind"),
}


def test_the_core_holds_at_every_point(stress: Stress, folder: Path) -> None:
    ended = stress("run", MISSION, "--quiet")
    run_dir = only_run(folder / "results")
    run = document(run_dir)
    assert (ended.code, run["harness_errors"], set(results(run).values())) == (0, [], {"holds"}), ended.err
    report = (run_dir / "FINAL_REPORT.md").read_text()
    for scenario in run["scenarios"]:
        assert scenario["sweep_trials"] == scenario["trials"] - scenario["native_trials"] > 100
        assert f"- {scenario['pipeline']}: {scenario['swept']}." in report
    assert "with a cancellation or a fault at one point after another" in report


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found_and_its_trial_replays(name: str, stress: Stress, folder: Path) -> None:
    defect, hypothesis, trial = DEFECTS[name]
    core = defective_core(folder / "defective", defect)
    ended = stress("run", MISSION, "--subject", f"path:{core}", "--quiet")
    run_dir = only_run(folder / "results")
    run = document(run_dir)
    refuted = {h for h, result in results(run).items() if result == "refuted"}
    assert (ended.code, refuted, run["harness_errors"]) == (1, {hypothesis}, []), ended.err
    assert {tuple(c["settings"]) for s in run["scenarios"] for c in s["checks"] if c["verdict"] == "FAIL"} <= {
        ("cancellation",),
        ("fault",),
        ("cancellation", "fault"),
    }
    token = run_dir / "traces" / f"{trial}.json"
    assert json.loads(token.read_bytes())["trial"]["interrupts"]
    again = stress("replay", str(token))
    assert again.code == 1 and ": reproduced" in again.err, again.err
    found = json.loads((run_dir / "findings.json").read_bytes())["findings"]
    (kept,) = [f["replay"] for f in found if f["replay"]["token"] == f"traces/{trial}.json"]
    assert (kept["result"], kept["repro"], kept["note"]) == ("reproduced", f"traces/{trial}.repro.py", "")
    assert f"traces/{trial}.repro.py" in (run_dir / "FINAL_REPORT.md").read_text()
    (folder / "clean").mkdir()
    for subject, code in ((core, 1), (bundled.PACKAGE.parent, 0)):
        shown = _run_script(run_dir / kept["repro"], folder / "clean", subject)
        assert shown.returncode == code, shown.stdout + shown.stderr
    healthy = stress("replay", str(token), "--subject", "bundled")
    assert healthy.code == 0 and ": not reproduced" in healthy.err, healthy.err


def _run_script(script: Path, folder: Path, subject: Path) -> subprocess.CompletedProcess[str]:
    """Runs a copy of it in an empty folder, with nothing but the subject and the standard library on its path."""
    copied = shutil.copy(script, folder)
    (folder / "subject").mkdir()
    (folder / "subject" / "stageflow").symlink_to(subject / "stageflow", target_is_directory=True)
    command = [sys.executable, "-S", os.fspath(copied)]
    environment = {"PYTHONPATH": str(folder / "subject"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    finally:
        (folder / "subject" / "stageflow").unlink()
        (folder / "subject").rmdir()
