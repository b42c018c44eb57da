"""Scratch folders: in use by who lives, taken away where their process was killed."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from harness.errors import UsageError
from harness.subject import resolve, staged
from harness.subject.layout import READ_BYTES_MAX, read_left, remove_tree
from harness.subject.staging import HELD, SCRATCH, held, remove_dead_scratch, scratch_folder


@pytest.fixture
def scratches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def dead(scratches: Path, name: str) -> Path:
    """As a killed process leaves it: its lock went with it."""
    scratch = scratches / f"{SCRATCH}{name}"
    (scratch / "work" / "deep").mkdir(parents=True)
    (scratch / HELD).touch()
    return scratch


def test_a_scratch_folder_that_somebody_removed_ends_nothing(scratches: Path) -> None:
    with scratch_folder() as scratch:
        shutil.rmtree(scratch)
    assert [*scratches.iterdir()] == []


def test_what_a_dead_run_left_goes_and_what_is_in_use_or_no_scratch_folder_stays(scratches: Path) -> None:
    gone = dead(scratches, "dead")
    in_use, other = scratches / f"{SCRATCH}in-use", scratches / f"{SCRATCH}other"
    elsewhere = dead(scratches / "elsewhere", "dead")
    link = scratches / f"{SCRATCH}link"
    link.symlink_to(elsewhere)
    for folder in (in_use, other):
        folder.mkdir()
    with held(in_use):
        remove_dead_scratch()
        assert not gone.exists()
        assert all(folder.is_dir() for folder in (in_use, other, elsewhere))
    remove_dead_scratch()
    assert not in_use.exists(), "nobody holds it any more"


def test_each_staging_takes_away_what_is_dead_and_holds_its_own(scratches: Path, tmp_path: Path) -> None:
    gone, missions = dead(scratches, "dead"), tmp_path / "missions"
    missions.mkdir()
    with staged(resolve("bundled"), missions) as stage:
        assert not gone.exists()
        remove_dead_scratch()
        assert stage.cwd.is_dir()
    assert list(scratches.glob(f"{SCRATCH}*")) == []


@pytest.mark.parametrize(
    ("mark", "goes_on"), [("HOME", False), ("PYTHONPATH", False), ("cwd", False), ("OLDPWD", True)]
)
def test_what_works_for_a_dead_run_still_is_ended_and_nothing_of_others(
    scratches: Path, mark: str, goes_on: bool
) -> None:
    scratch = dead(scratches, "dead")
    environment = {} if mark == "cwd" else {mark: f"/x:{scratch}/shared"}
    cwd = scratch / "work" / "deep" if mark == "cwd" else "/"
    command = [sys.executable, "-c", "import signal; print(flush=True); signal.pause()"]
    with subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        remove_dead_scratch()
        alive = psutil.pid_exists(process.pid)
        process.kill()
        assert alive is goes_on


def test_what_a_dead_run_left_goes_however_deep_it_is(scratches: Path, tmp_path: Path) -> None:
    scratch, missions = dead(scratches, "dead"), tmp_path / "missions"
    missions.mkdir()
    deepen(scratch / "work")
    with staged(resolve("bundled"), missions) as stage:
        assert not scratch.exists()
        deepen(stage.cwd)
        assert stage.left_behind() == []
    assert list(scratches.glob(f"{SCRATCH}*")) == []


def deepen(folder: Path) -> None:
    """More folders in each other than Python calls functions in each other, and than a path can name."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("down", dir_fd=here)
        below = os.open("down", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def test_whoever_stands_in_a_dead_scratch_folder_and_begins_a_run_there_goes_on(
    scratches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = dead(scratches, "dead")
    monkeypatch.chdir(scratch / "work")
    remove_dead_scratch()
    assert not scratch.exists()


def test_what_cannot_be_removed_stays_held_so_that_the_next_run_tries_again(
    scratches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = list[Path]()

    def rm(*paths: Path) -> None:
        refused.extend(paths)

    scratch = dead(scratches, "dead")
    with monkeypatch.context() as patched:
        patched.setattr("harness.subject.staging.remove_tree", rm)
        remove_dead_scratch()
    assert refused == [scratch / "work", scratch / "work"], "once more with the rights given back"
    assert (scratch / HELD).is_file()
    remove_dead_scratch()
    assert not scratch.exists()


LOCKS = """
import sys, tempfile
from pathlib import Path
from harness.subject import resolve, staged
from harness.subject.staging import SCRATCH
scratches = Path(sys.argv[1])
tempfile.tempdir = str(scratches)
with staged(resolve("bundled"), scratches) as stage:
    (stage.cwd / "deep/er").mkdir(parents=True)
    (stage.cwd / "deep/er/file").touch()
    for folder in (stage.cwd / "deep/er", stage.cwd / "deep", stage.cwd, stage.cwd.parent):
        folder.chmod(0)
    print(stage.left_behind())
    (stage.cwd / "deep/er").chmod(0)
print([*scratches.glob(SCRATCH + "*")])
"""


def test_what_a_subject_locked_is_listed_and_removed_for_a_user_as_for_root(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOCKS, str(tmp_path)]
    if os.getuid() == 0:
        if shutil.which("capsh") is None:
            pytest.skip("root passes every lock, and there is no capsh to give that up with")
        drop = "--drop=cap_dac_override,cap_dac_read_search,cap_fowner"
        command = ["capsh", drop, "--", "-c", shlex.join(command)]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (told.stdout.splitlines(), told.stderr) == (["[('deep/er/file', 0)]", "[]"], "")


def test_a_link_in_the_place_of_the_scratch_folder_is_removed_and_not_followed(scratches: Path) -> None:
    others = scratches / "others"
    others.mkdir()
    (others / "file").touch()
    with scratch_folder() as scratch:
        shutil.rmtree(scratch)
        scratch.symlink_to(others)
    assert [path.name for path in scratches.iterdir()] == ["others"]
    assert (others / "file").is_file()


def test_ctrl_c_again_and_again_leaves_no_scratch_folder(scratches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*paths: Path) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        remove_tree(*paths)

    monkeypatch.setattr("harness.subject.staging.remove_tree", interrupted)
    with pytest.raises(KeyboardInterrupt), staged(resolve("bundled"), scratches):
        os.kill(os.getpid(), signal.SIGINT)
    assert [*scratches.iterdir()] == []


def make_sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 3 << 30)


@pytest.mark.parametrize(
    ("make", "read"),
    [
        pytest.param(lambda path: path.write_bytes(b"told"), b"told", id="file"),
        pytest.param(lambda path: path.symlink_to("/etc/passwd"), b"", id="link"),
        pytest.param(os.mkfifo, b"", id="fifo"),
        pytest.param(Path.mkdir, b"", id="folder"),
        pytest.param(lambda path: None, b"", id="nothing"),
        pytest.param(make_sparse, bytes(READ_BYTES_MAX), id="3-GiB"),
    ],
)
def test_what_a_subject_may_have_left_is_read_to_a_bound_and_of_a_file_only(
    tmp_path: Path, make: Callable[[Path], object], read: bytes
) -> None:
    make(tmp_path / "left")
    assert read_left(tmp_path / "left") == read


def test_no_place_for_scratch_folders_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_there() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "a:b"))
    with (
        pytest.raises(UsageError, match=r"a:b: no scratch folder .*\n  name another folder in TMPDIR"),
        scratch_folder(),
    ):
        pass
    monkeypatch.setattr(tempfile, "gettempdir", none_there)
    with pytest.raises(UsageError, match="No usable temporary directory found"), scratch_folder():
        pass
