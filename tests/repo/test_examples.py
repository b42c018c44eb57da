"""The committed examples: they render as they stand there, and a fresh run of the red one decides as it did and ends as
the README shows. Whether a fresh run of the other decides as that did is looked at after `make run`, in .ci/.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.report.render import render_reports
from tests.repo.source import ROOT, name_of
from tests.repo.test_readme import README, STRESS, blocks, commands

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


@dataclass(frozen=True)
class Fresh:
    """A run that was made just now."""

    run_dir: Path
    code: int
    said: str


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Fresh]:
    """Runs a command of the README or of an example by the script; one that was run already is not run again."""

    @cache
    def run(*words: str) -> Fresh:
        out = tmp_path_factory.mktemp("fresh")
        ended = subprocess.run([STRESS, *words, "--out", out], cwd=ROOT, capture_output=True, text=True, check=False)
        (run_dir,) = out.glob("CORE-008/run-*")
        return Fresh(run_dir, ended.returncode, ended.stderr)

    return run


def test_there_is_one_that_passes_and_one_that_does_not() -> None:
    assert sorted(load(e, "run.json")["verdict"] for e in EXAMPLES) == ["FAIL", "PASS"]


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_an_example_renders_byte_for_byte(example: Path, tmp_path: Path) -> None:
    copy = tmp_path / example.name
    shutil.copytree(example, copy)
    (copy / "FINAL_REPORT.md").unlink()
    render_reports(copy)
    assert (copy / "FINAL_REPORT.md").read_bytes() == (example / "FINAL_REPORT.md").read_bytes()


@pytest.mark.slow
def test_a_fresh_run_of_the_red_one_decides_as_it_did(fresh: Callable[..., Fresh]) -> None:
    (example,) = [e for e in EXAMPLES if load(e, "run.json")["plant"]]
    plant = load(example, "run.json")["plant"]
    assert decided(fresh("run", "CORE-008", "--plant", plant).run_dir) == decided(example)


@pytest.mark.slow
def test_the_red_command_ends_as_the_readme_shows(fresh: Callable[..., Fresh]) -> None:
    (red,) = [c for c in commands(README) if "--plant" in c]
    ended = fresh(*red)
    assert ended.code == 1
    (excerpt,) = blocks(README, "text")
    for line in excerpt.splitlines():
        assert line in ended.said
    assert "stageflow-stress replay" in ended.said


def test_the_baseline_that_the_docs_show_knows_the_bug_of_the_red_example() -> None:
    page = (ROOT / "docs" / "findings.md").read_text()
    known = yaml.safe_load(next(b for b in blocks(page, "yaml") if "schema: 1" in b))
    ((fingerprint, entry),) = known["findings"].items()
    (red,) = (example for example in EXAMPLES if "shared-metadata" in example.parts)
    assert decided(red)["fingerprints"][entry["id"]] == fingerprint
