"""The committed examples: they render as they stand there, and a fresh run decides as they did."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.report.render import render_reports
from tests.repo.source import ROOT, name_of

EXAMPLES = sorted(ROOT.glob("results/examples/*/CORE-008/run-*"))


def load(run_dir: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((run_dir / name).read_bytes())
    return loaded


def decided(run_dir: Path) -> dict[str, Any]:
    run = load(run_dir, "run.json")
    return {
        "verdict": run["verdict"],
        "exit_code": run["exit_code"],
        "hypotheses": {h["id"]: h["result"] for h in run["hypotheses"]},
        "fingerprints": {f["id"]: f["fingerprint"] for f in load(run_dir, "findings.json")["findings"]},
    }


def test_there_is_one_that_passes_and_one_that_does_not() -> None:
    assert sorted(load(e, "run.json")["verdict"] for e in EXAMPLES) == ["FAIL", "PASS"]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_an_example_renders_byte_for_byte(example: Path, tmp_path: Path) -> None:
    copy = tmp_path / example.name
    shutil.copytree(example, copy)
    (copy / "FINAL_REPORT.md").unlink()
    render_reports(copy)
    assert (copy / "FINAL_REPORT.md").read_bytes() == (example / "FINAL_REPORT.md").read_bytes()


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_a_fresh_run_decides_as_the_example_did(example: Path, tmp_path: Path) -> None:
    plant = load(example, "run.json")["plant"]
    stress = Path(sys.executable).with_name("stageflow-stress")
    planted = [] if plant is None else ["--plant", plant]
    subprocess.run([stress, "run", "CORE-008", "--quiet", "--out", tmp_path, *planted], cwd=ROOT, check=False)
    (fresh,) = tmp_path.glob("CORE-008/run-*")
    assert decided(fresh) == decided(example)
