"""`--python`: a version, a name or a path, and what is said of everything else."""

import sys
from pathlib import Path

import pytest

from harness.errors import SubjectError
from harness.subject import interpreters
from harness.subject.interpreters import Interpreter, find_interpreter


def told(folder: Path, name: str, version: str) -> Path:
    """A program that calls itself a Python of that version."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version}\necho {path}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def test_nothing_asked_is_the_harness_s_own() -> None:
    assert find_interpreter().path == sys.executable


def test_a_path_is_an_interpreter_or_the_environment_that_holds_one() -> None:
    assert find_interpreter(sys.executable) == find_interpreter()
    if sys.prefix != sys.base_prefix:
        assert find_interpreter(sys.prefix) == find_interpreter()


@pytest.mark.parametrize("asked", ["3.77", "3.77.1", "python3.77"])
def test_a_version_or_a_name_is_looked_for_on_the_path(on_path: Path, asked: str) -> None:
    there = told(on_path, "python3.77", "3.77.1")
    assert find_interpreter(asked) == Interpreter(str(there), "3.77.1")


def test_one_of_another_version_under_that_name_is_passed_over(on_path: Path) -> None:
    """3.77.10 is no 3.77.1; the one that uv keeps is taken where the path has none."""
    told(on_path, "python3.77", "3.77.10")
    kept = told(on_path, "kept/python", "3.77.1")
    uv = on_path / "uv"
    uv.write_text(f"#!/bin/sh\necho {kept}\n")
    uv.chmod(0o755)
    assert find_interpreter("3.77.1") == Interpreter(str(kept), "3.77.1")
    uv.write_text("#!/bin/sh\nexit 2\n")
    with pytest.raises(SubjectError, match=r"no Python '3.77.1' was found\n  expected a version such as 3.12"):
        find_interpreter("3.77.1")


def test_what_is_found_nowhere_says_what_there_is(on_path: Path) -> None:
    there = told(on_path, "python3.12", "3.12.0")
    with pytest.raises(SubjectError, match=f"(?s)no Python .pythno3. was found.*here are: .*{there}") as caught:
        find_interpreter("pythno3")
    assert str(caught.value).count("\n") == 2


def test_one_that_is_too_old_or_none_at_all_is_refused(tmp_path: Path) -> None:
    old = told(tmp_path, "python", "3.9.18")
    with pytest.raises(SubjectError, match=f"{old} is Python 3.9.18; a worker needs 3.11 or later"):
        find_interpreter(str(old))
    for content in ("#!/bin/sh\necho hello\n", "#!/bin/sh\necho broken >&2\nexit 3\n"):
        old.write_text(content)
        with pytest.raises(SubjectError, match="cannot be run as one"):
            find_interpreter(str(old))
    with pytest.raises(SubjectError, match="cannot be run as one"):
        find_interpreter(str(tmp_path / "nowhere"))


def test_the_versions_that_are_looked_for_begin_with_the_oldest_that_serves() -> None:
    assert interpreters.OLDEST <= sys.version_info[:2] < (3, interpreters.NEWEST_LOOKED_FOR)


def test_the_stand_in_of_a_version_that_is_not_switched_on_is_passed_over(on_path: Path) -> None:
    """What version managers put on the path; where there is nothing else, all that it says is told."""
    shim = on_path / "python3.77"
    shim.write_text("#!/bin/sh\necho '3.77 is not switched on' >&2\necho 'note: see help' >&2\nexit 127\n")
    shim.chmod(0o755)
    with pytest.raises(SubjectError, match=r"(?s)cannot be run as one\n  3.77 is not switched on\n  note.*expected"):
        find_interpreter("3.77")
    kept = told(on_path, "kept/python", "3.77.1")
    uv = on_path / "uv"
    uv.write_text(f"#!/bin/sh\necho {kept}\n")
    uv.chmod(0o755)
    assert find_interpreter("3.77") == Interpreter(str(kept), "3.77.1")


def test_a_path_from_here_is_that_and_none_of_the_same_name_on_the_path(
    on_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(on_path, "python3.77", "3.77.1")
    here = tmp_path / "here"
    mine, own = told(here, "python3.77", "3.77.2"), told(here, ".venv/bin/python", "3.77.3")
    monkeypatch.chdir(here)
    assert find_interpreter("./python3.77") == Interpreter(str(mine), "3.77.2")
    for environment in (".venv", ".venv/", "./.venv"):
        assert find_interpreter(environment) == Interpreter(str(own), "3.77.3")
