"""Runs command lines in this process, in a working folder of their own, and keeps what was printed."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.cli import main


@dataclass(frozen=True)
class Ended:
    """How a command line ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def stress(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Calls the console script with arguments, at 80 columns and without colour."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for variable in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(variable, raising=False)

    def call(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", [main.PROGRAM, *arguments])
        with pytest.raises(SystemExit) as ended:
            main.entry()
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(int(ended.value.code), captured.out, captured.err)

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of the command line: empty, with a place for missions."""
    (tmp_path / "missions").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def finished() -> dict[tuple[str, ...], tuple[Ended, Path]]:
    """How runs of this module ended that were made already, and copies of their results."""
    return {}


@pytest.fixture
def ran(
    stress: Callable[..., Ended],
    folder: Path,
    finished: dict[tuple[str, ...], tuple[Ended, Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Ended]:
    """As `stress("run", ...)`, for tests that look at the results of a run: the same run is made once for a module.

    Each test has the results in its own working folder, as if it had made the run there, and may change them.
    """

    def run(*arguments: str) -> Ended:
        if arguments not in finished:
            ended, kept = stress("run", *arguments), tmp_path_factory.mktemp("finished") / "results"
            shutil.copytree(folder / "results", kept, symlinks=True)
            finished[arguments] = ended, kept
        else:
            shutil.copytree(finished[arguments][1], folder / "results", symlinks=True)
        return finished[arguments][0]

    return run


DEMO = """\
schema: 1
id: {id}
title: {title}
priority: P1
risk: moderate
hypotheses:
  - id: H1
    claim: Every output is right.
    decided_by: [every_output_is_golden]
pipelines:
  - id: wide
    purpose: Stages side by side
    graph: {{kind: fan_out, stages: 3}}
    checks: [every_output_is_golden]
"""


@pytest.fixture
def write_mission(folder: Path) -> Callable[..., Path]:
    """Writes a small valid mission into ./missions."""

    def write(mission_id: str, title: str = "A demonstration") -> Path:
        path = folder / "missions" / f"{mission_id}.yaml"
        path.write_text(DEMO.format(id=mission_id, title=title))
        return path

    return write
