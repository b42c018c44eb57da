"""Run folders, files that appear whole, and the facts of a run."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.evidence import paths
from harness.evidence.paths import FOLDERS, evidence_file, new_run_dir, remove_halves, write_atomically

NOW = datetime(2026, 3, 4, 23, 59, tzinfo=UTC)


def test_a_run_folder_has_its_date_its_number_and_its_folders(tmp_path: Path) -> None:
    run_dir = new_run_dir(tmp_path / "deep" / "results", "CORE-008", NOW)
    assert run_dir == tmp_path / "deep/results/CORE-008/run-2026-03-04-001"
    assert {p.name for p in run_dir.iterdir()} == set(FOLDERS)
    assert new_run_dir(tmp_path / "deep" / "results", "CORE-008", NOW).name == "run-2026-03-04-002"


def test_runs_that_start_at_once_get_numbers_of_their_own(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_run_dir(tmp_path, "CORE-008", NOW), range(24)))
    assert sorted(p.name for p in made) == [f"run-2026-03-04-{n:03d}" for n in range(1, 25)]


def test_processes_that_start_at_once_share_no_folder(tmp_path: Path) -> None:
    making = (
        "from pathlib import Path; from harness.evidence.paths import new_run_dir; "
        "[print(new_run_dir(Path('.'), 'CORE-008').name) for _ in range(40)]"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[2])}
    command = [sys.executable, "-c", making]
    started = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    told = [name for process in started for name in process.communicate()[0].splitlines()]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(told) == len(set(told)) == 120
    assert sorted(told) == sorted(p.name for p in (tmp_path / "CORE-008").iterdir())


def everything_under(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_a_file_in_the_way_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("a file")
    with pytest.raises(UsageError, match=r"cannot write results to (?s:.)*--out DIR"):
        new_run_dir(tmp_path / "results", "CORE-008", NOW)
    assert everything_under(tmp_path) == {tmp_path / "results"}


@pytest.mark.parametrize("failing", [*FOLDERS, "run-2026-03-04-001", "CORE-008"])
def test_a_folder_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    mkdir = Path.mkdir

    def refuse(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if self.name == failing:
            raise PermissionError(13, "Permission denied")
        mkdir(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        new_run_dir(tmp_path / "out", "CORE-008", NOW)
    assert everything_under(tmp_path) == set()


def test_what_was_there_before_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_run_dir(tmp_path, "CORE-008", NOW)
    before = everything_under(tmp_path)
    monkeypatch.setattr(paths, "FOLDERS", ("config", "missing/parent"))
    with pytest.raises(UsageError):
        new_run_dir(tmp_path, "CORE-008", NOW)
    assert everything_under(tmp_path) == before
    assert first.is_dir()


def test_only_empty_folders_that_were_missing_are_removed(tmp_path: Path) -> None:
    missing = paths.missing_folders(tmp_path / "a" / "b" / "c")
    assert missing == [tmp_path / "a", tmp_path / "a/b", tmp_path / "a/b/c"]
    (tmp_path / "a/b/c").mkdir(parents=True)
    (tmp_path / "a/other").touch()
    paths.remove_empty(missing)
    assert everything_under(tmp_path) == {tmp_path / "a", tmp_path / "a/other"}


def test_a_day_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "RUNS_A_DAY_MAX", 2)
    for _ in range(2):
        new_run_dir(tmp_path, "CORE-008", NOW)
    with pytest.raises(UsageError, match="already holds 2 runs of 2026-03-04"):
        new_run_dir(tmp_path, "CORE-008", NOW)


def test_the_evidence_of_an_attempt_stands_beside_the_others(tmp_path: Path) -> None:
    assert evidence_file(tmp_path, "p") == tmp_path / "evidence/p.jsonl"
    assert evidence_file(tmp_path, "p", 2) == tmp_path / "evidence/p.attempt-2.jsonl"


def test_what_a_killed_process_was_writing_goes_and_nothing_else(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "config").mkdir()
    halves = [tmp_path / f".run.json.{gone.pid}", tmp_path / "config" / f".mission.yaml.{gone.pid}"]
    others = [tmp_path / f".run.json.{os.getpid()}", tmp_path / ".hidden", tmp_path / f"run.json.{gone.pid}"]
    for path in (*halves, *others):
        path.write_text("{")
    (tmp_path / f".folder.{gone.pid}").mkdir()
    remove_halves(tmp_path)
    assert everything_under(tmp_path) == {tmp_path / "config", tmp_path / f".folder.{gone.pid}", *others}


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert everything_under(tmp_path) == {path}


def test_a_file_that_cannot_be_replaced_keeps_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.json"
    write_atomically(path, b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=r"run\.json: cannot be written \(No space left on device"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert everything_under(tmp_path) == {path}


@pytest.mark.parametrize("parent", ["missing", "a-file"])
def test_a_folder_that_is_none_is_said(tmp_path: Path, parent: str) -> None:
    (tmp_path / "a-file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written"):
        write_atomically(tmp_path / parent / "run.json", b"new")


def test_a_name_that_no_disk_takes_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write results to .*\n  name another folder with --out DIR"):
        new_run_dir(tmp_path / ("a" * 300), "CORE-008", NOW)
