"""A run that is interrupted, and a run that could not start: what each leaves behind."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness import bundled, engine
from harness.supervisor.run import terminated_like_interrupted
from tests.cli.conftest import Ended
from tests.cli.small import STAGES, own_mission, signalled_when_a_job_has_ended

Stress = Callable[..., Ended]


def test_an_interrupted_run_says_how_it_can_be_judged_and_is_found_by_its_folder_of_runs(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mission("OWN-001")
    whole = engine.run_scenarios

    async def interrupted(*arguments: Any) -> None:
        await whole(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "run_scenarios", interrupted)
    ended = stress("run", "OWN-001", "--budget", "5t")
    (run_dir,) = (folder / "results" / "OWN-001").iterdir()
    assert ended.code == 130
    assert f"stageflow-stress check results/OWN-001/{run_dir.name}\n" in ended.err
    assert not (run_dir / "run.json").exists()
    for named in ("results", "results/OWN-001", "latest", "OWN-001/latest"):
        checked = stress("check", named)
        assert checked.code == 0, checked.err
        assert f"Took the run results/OWN-001/{run_dir.name}." in checked.err
        (run_dir / "run.json").unlink()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "1 run of this command not begun\n  the same command makes all runs anew"),
        (("--subject", "path:more"), "3 runs of this command not begun; a run that is resumed is not compared\n"),
    ],
    ids=["missions", "missions and subjects"],
)
def test_runs_that_were_not_begun_are_told(
    stress: Stress,
    folder: Path,
    write_mission: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    says: str,
) -> None:
    write_mission("OWN-001")
    write_mission("OWN-002")
    shutil.copytree(bundled.CORE, folder / "more" / "stageflow")

    async def interrupted(*arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "run_scenarios", interrupted)
    ended = stress("run", "OWN-*", "--budget", "5t", "--subject", "bundled", *options)
    assert (ended.code, says in ended.err) == (130, True), ended.err


@pytest.mark.parametrize("what", ["subject", "templates", "stage"])
def test_a_run_that_could_not_start_leaves_no_folder_behind(stress: Stress, folder: Path, what: str) -> None:
    (folder / "broken" / "stageflow").mkdir(parents=True)
    (folder / "broken" / "stageflow" / "__init__.py").write_text("import no_such_module")
    (folder / "bad").mkdir()
    (folder / "bad" / "FINAL_REPORT.md.j2").write_text("{{ run.no_such_field }}")
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(own_mission("Nowhere" if what == "stage" else "Local"))
    options = {"subject": ("--subject", "path:broken"), "templates": ("--templates", "bad"), "stage": ()}[what]
    assert stress("run", "OWN-001", "--out", "deep/out", *options).code == 2
    assert not (folder / "deep").exists()
    (folder / "deep" / "kept").mkdir(parents=True)
    assert stress("run", "OWN-001", "--out", "deep/out", *options).code == 2
    assert [p.name for p in (folder / "deep").iterdir()] == ["kept"]


@pytest.fixture
def ctrl_c_is_ignored() -> Iterator[None]:
    """As a shell has it for what a script starts with `&`."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_is_ignored")
def test_sigterm_ends_what_ctrl_c_cannot() -> None:
    with terminated_like_interrupted(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGINT)  # ignored again


@pytest.mark.usefixtures("ctrl_c_is_ignored")
def test_a_run_in_the_background_of_a_script_is_ended_by_sigterm_and_goes_on(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_mission("OWN-001")
    text = path.read_text()
    path.write_text(text + text[text.index("  - id: wide") :].replace("wide", "wider"))
    with signalled_when_a_job_has_ended(signal.SIGTERM):
        ended = stress("run", "OWN-001", "--jobs", "1")
    (run_dir,) = (folder / "results" / "OWN-001").iterdir()
    assert (ended.code, f"run --resume results/OWN-001/{run_dir.name}" in ended.err) == (130, True), ended.err
    monkeypatch.chdir(run_dir)
    assert stress("run", "--resume", ".").code == 0
    assert (folder / "results" / "ledger.json").is_file(), "and not in the run folder, which is the current one"
    assert not (run_dir / "ledger.json").exists()
