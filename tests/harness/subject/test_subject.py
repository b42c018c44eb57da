"""Which stageflow is meant, and what a worker that runs it gets to see."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness import bundled
from harness.errors import MissionError, SubjectError
from harness.subject import resolve, staged
from harness.subject.environments import Installed
from harness.subject.resolve import package_digest


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder that holds a stageflow package of the user's own."""
    package = tmp_path / "own" / "stageflow"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text("__version__ = '9'\n")
    (package / "inner" / "__init__.py").write_text("")
    return tmp_path / "own"


def test_the_bundled_core_is_a_subject() -> None:
    subject = resolve("bundled")
    assert (subject.package, subject.is_bundled, subject.python) == (bundled.CORE.resolve(), True, sys.executable)
    assert len(subject.digest) == 16


def test_a_folder_that_holds_a_package_is_a_subject(own: Path) -> None:
    subject = resolve(f"path:{own}")
    assert (subject.package, subject.is_bundled) == (own / "stageflow", False)


def test_a_home_folder_and_a_link_are_followed(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(own.parent))
    (own.parent / "link").symlink_to(own)
    assert resolve("path:~/own").package == resolve(f"path:{own.parent}/link").package == own / "stageflow"


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("bundle", "unknown subject 'bundle'"),
        ("", "unknown subject ''"),
        ("path:/no/such/folder", "/no/such/folder holds no package named stageflow"),
        ("path:", r"\. holds no package|holds no package named"),
    ],
    ids=["misspelt", "empty", "no-folder", "no-path"],
)
def test_what_is_no_subject_is_refused_with_the_forms(
    spec: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SubjectError, match=says) as caught:
        resolve(spec)
    assert "expected bundled, installed" in str(caught.value)


def test_a_folder_without_an_init_is_no_package(own: Path) -> None:
    (own / "stageflow" / "__init__.py").unlink()
    with pytest.raises(SubjectError, match="holds no package named stageflow"):
        resolve(f"path:{own}")


def test_the_digest_covers_names_and_contents_of_python_files(own: Path) -> None:
    package = own / "stageflow"
    before = package_digest(package)
    (package / "notes.txt").write_text("not Python")
    (package / "__pycache__").mkdir()
    assert package_digest(package) == before
    (package / "inner" / "__init__.py").write_text("x = 1\n")
    changed = package_digest(package)
    (package / "inner" / "__init__.py").rename(package / "inner" / "other.py")
    assert len({before, changed, package_digest(package)}) == 3


def test_the_digest_does_not_depend_on_where_the_package_lies(own: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    before = package_digest(own / "stageflow")
    (own / "stageflow").rename(tmp_path / "elsewhere" / "stageflow")
    assert package_digest(tmp_path / "elsewhere" / "stageflow") == before


def test_the_path_of_a_worker_is_subject_then_shared_then_mission(own: Path, tmp_path: Path) -> None:
    with staged(resolve(f"path:{own}"), tmp_path) as stage:
        subject, shared, mission = map(Path, stage.environment["PYTHONPATH"].split(os.pathsep))
        assert (subject / "stageflow").resolve() == own / "stageflow"
        assert sorted(p.name for p in subject.iterdir()) == ["stageflow"]
        assert sorted(p.name for p in shared.iterdir()) == ["harness"]
        assert mission == tmp_path.resolve()
        names = {p.name for p in (shared / "harness").iterdir()}
        assert {"wire.py", "checks", "evidence", "worker", "catalogue"} <= names
        assert not names & {"cli", "engine.py", "findings", "report", "supervisor", "mission", "plan", "subject"}
        assert stage.cwd.is_dir()
    assert not subject.exists() and not stage.cwd.exists()
    assert (own / "stageflow" / "__init__.py").is_file()


@pytest.mark.parametrize("name", ["random.py", "json/__init__.py"])
def test_a_file_that_hides_the_standard_library_is_refused(own: Path, tmp_path: Path, name: str) -> None:
    missions = tmp_path / "missions"
    (missions / name).parent.mkdir(parents=True)
    (missions / name).write_text("")
    (missions / "random_stages.py").write_text("")
    (missions / "test").mkdir()
    (missions / "test" / "__init__.py").write_text("")
    with pytest.raises(MissionError, match=r"has the name of the standard library's module '(random|json)'") as refused:
        with staged(resolve(f"path:{own}"), missions):
            raise AssertionError("a worker would start")
    assert len(refused.value.problems) == 1


def test_a_worker_gets_a_scrubbed_environment(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "s3cret")
    monkeypatch.setenv("PYTHONSTARTUP", "startup.py")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    with staged(resolve(f"path:{own}"), tmp_path) as stage:
        environment = stage.environment
        assert "s3cret" not in environment.values()
        assert "PYTHONSTARTUP" not in environment
        assert (environment["PYTHONHASHSEED"], environment["PATH"]) == ("0", "/usr/bin:/bin")
        assert environment["HOME"] == environment["TMPDIR"] == str(stage.cwd)


def test_nothing_is_compiled_into_a_folder_of_the_users(own: Path, tmp_path: Path) -> None:
    with staged(resolve(f"path:{own}"), tmp_path) as stage:
        assert stage.environment["PYTHONDONTWRITEBYTECODE"] == "1"
    with staged(resolve("bundled"), tmp_path) as stage:
        assert "PYTHONDONTWRITEBYTECODE" not in stage.environment


def test_a_stageflow_in_the_missions_folder_does_not_shadow_the_subject(own: Path, tmp_path: Path) -> None:
    shadow = tmp_path / "missions" / "stageflow"
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").write_text("raise RuntimeError('the wrong one')\n")
    with staged(resolve(f"path:{own}"), tmp_path / "missions") as stage:
        command = [stage.subject.python, "-P", "-s", "-c", "import stageflow; print(stageflow.__version__)"]
        ran = subprocess.run(command, env=stage.environment, cwd=stage.cwd, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "9"


def test_the_worker_imports_nothing_but_the_standard_library_and_what_is_staged(own: Path, tmp_path: Path) -> None:
    """With -S there is no site-packages folder at all."""
    modules = "harness.worker.run_scenario, harness.worker.replay, harness.worker.probes.run, harness.worker.__main__"
    with staged(resolve(f"path:{own}"), tmp_path) as stage:
        command = [stage.subject.python, "-P", "-S", "-c", f"import {modules}"]
        ran = subprocess.run(command, env=stage.environment, cwd=stage.cwd, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_is_added_stands_behind_everything_else(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "missions").mkdir()
    (tmp_path / "more").mkdir()
    monkeypatch.chdir(tmp_path)
    with staged(resolve(f"path:{own}", extras=["./more"]), tmp_path / "missions") as stage:
        *_, mission, added = stage.environment["PYTHONPATH"].split(os.pathsep)
    assert (mission, added) == (str(tmp_path / "missions"), str(tmp_path / "more"))
    (tmp_path / "more" / "random.py").write_text("")
    with pytest.raises(MissionError, match=r"random\.py"), staged(resolve("bundled", extras=["./more"]), tmp_path):
        pass


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ("./nowhere", "--with ./nowhere: there is no such folder"),
        ("-r requirements.txt", "expected a folder"),
        ("", "expected a folder"),
        ("--index-url=x", "expected a folder"),
    ],
)
def test_what_can_be_no_addition_is_refused(extra: str, says: str) -> None:
    with pytest.raises(SubjectError, match=says):
        resolve("bundled", extras=[extra])


def test_a_requirement_that_is_added_gives_the_subject_an_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The core stays what it is; its interpreter is the one that finds the addition."""
    asked = list[object]()

    def made(requirements: object, interpreter: object) -> Installed:
        asked.append(requirements)
        return Installed("/made/bin/python", None, {"pydantic": "2"})

    monkeypatch.setattr(sys.modules["harness.subject.resolve"], "environment_of", made)
    subject = resolve("bundled", extras=["pydantic>=2", "./"])
    assert asked == [("pydantic>=2",)]
    assert (subject.package, subject.python) == (bundled.CORE.resolve(), "/made/bin/python")
    assert subject.packages == {"pydantic": "2"}
    assert subject.folders == (Path.cwd(),)


@pytest.mark.parametrize(
    ("spec", "python", "extras"),
    [
        ("path:~nobody-of-that-name/x", "", ()),
        ("bundled", "~nobody-of-that-name/python", ()),
        ("bundled", "", ("~nobody-of-that-name/x",)),
    ],
    ids=["subject", "python", "with"],
)
def test_the_home_of_somebody_whom_nobody_knows_is_told(spec: str, python: str, extras: tuple[str, ...]) -> None:
    with pytest.raises(SubjectError, match=r"~nobody-of-that-name/.*: there is no such home"):
        resolve(spec, python, extras)


def test_the_digest_is_of_files_whatever_else_ends_in_py(own: Path) -> None:
    """An editor's lock is a link to nowhere, a folder may have any name, and opening a pipe would wait for ever."""
    package = own / "stageflow"
    before = package_digest(package)
    (package / ".#editing.py").symlink_to("user@host.1234")
    (package / "folder.py").mkdir()
    os.mkfifo(package / "pipe.py")
    assert package_digest(package) == before
    (package / os.fsdecode(b"latin-\xe9.py")).touch()
    assert package_digest(package) != before


def test_a_file_of_the_subject_that_cannot_be_read_is_named(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SubjectError, match=r"stageflow/__init__.py: cannot be read \(Permission denied\)"):
        package_digest(own / "stageflow")


def test_a_folder_whose_name_separates_folders_is_found_by_a_link(own: Path, tmp_path: Path) -> None:
    missions, more = tmp_path / "a:b", tmp_path / "c:d"
    for folder, module in ((missions, "near"), (more, "far")):
        folder.mkdir()
        (folder / f"{module}.py").touch()
    with staged(resolve(f"path:{own}", extras=[f"{more}/"]), missions) as stage:
        assert [folder.resolve() for folder in stage.folders] == [missions, more]
        command = [sys.executable, "-P", "-s", "-c", "import near, far"]
        subprocess.run(command, env=stage.environment, cwd=stage.cwd, check=True)
