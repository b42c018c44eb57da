"""Environments of requirements: made once, whole or not at all, shared, recorded, and removed when asked."""

import json
import re
import shlex
import shutil
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from harness.cli.main import run
from harness.errors import ExitCode, SubjectError
from harness.subject import environments, resolve
from harness.subject.environments import environment_of, kept, look_into, remove
from harness.subject.interpreters import Interpreter, find_interpreter
from harness.subject.resolve import is_requirement

METADATA = "Metadata-Version: 2.1\nName: stageflow-toy\nVersion: 9.9\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: by-hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"

FAILING = (sys.executable, "-c", "import sys; sys.exit('no such version: stageflow-no 1')")


def wheel(folder: Path, package: str = "stageflow") -> str:
    """A requirement that needs no package index: a wheel of one file."""
    path = folder / "stageflow_toy-9.9-py3-none-any.whl"
    info = "stageflow_toy-9.9.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{package}/__init__.py", "__version__ = '9.9'\n")
        archive.writestr(f"{info}/METADATA", METADATA)
        archive.writestr(f"{info}/WHEEL", WHEEL)
        archive.writestr(f"{info}/RECORD", "")
    return f"stageflow-toy @ file://{path}"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("STAGEFLOW_STRESS_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="module")
def toy(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A requirement whose environment two threads asked for at once."""
    requirement = wheel(tmp_path_factory.mktemp("wheel"))
    askers = [threading.Thread(target=environment_of, args=((requirement,), find_interpreter())) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    return requirement


@pytest.fixture
def nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(command: object, what: str) -> None:
        raise AssertionError(f"{what}: {command} was run")

    monkeypatch.setattr(environments, "_run", refuse)


@pytest.mark.usefixtures("nothing_is_run")
def test_two_who_ask_at_once_get_one_environment_which_is_kept(toy: str, cache: Path) -> None:
    subject = resolve(toy)
    assert (subject.spec, subject.packages["stageflow-toy"], subject.is_bundled) == (toy, "9.9", False)
    assert (subject.package / "__init__.py").read_text() == "__version__ = '9.9'\n"
    assert Path(subject.python).is_relative_to(cache) and subject.package.is_relative_to(cache)
    assert [p.name for p in (cache / "subjects").iterdir() if not p.name.endswith(".lock")] == [
        Path(subject.python).parent.parent.name
    ]


@pytest.mark.usefixtures("nothing_is_run")
def test_what_is_kept_is_listed_with_its_packages(toy: str, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = kept()
    assert (one.requirements, one.packages["stageflow-toy"], one.bytes_ > 1000) == ((toy,), "9.9", True)
    assert run(["subject", "list", "--json"]) == ExitCode.OK
    (told,) = json.loads(capsys.readouterr().out)["subjects"]
    assert (told["requirements"], told["folder"], told["packages"]) == ([toy], str(one.folder), one.packages)
    assert run(["subject", "list"]) == ExitCode.OK
    assert "stageflow-toy @" in capsys.readouterr().out


def test_what_cannot_be_made_leaves_nothing_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two steps fails, when the first has already made something."""
    monkeypatch.setattr(
        environments, "_commands", lambda requirements, base, folder, python: (("mkdir", folder), FAILING)
    )
    own = find_interpreter()
    with pytest.raises(SubjectError) as caught:
        environment_of(("stageflow-no==1", "more"), own, tmp_path)
    assert str(caught.value) == (
        f"no environment for 'stageflow-no==1', 'more' could be made with Python {own.version}\n"
        "  no such version: stageflow-no 1"
    )
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith(".lock")] == []


def test_what_was_half_made_or_half_removed_by_one_that_was_killed_is_none_and_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(requirements: Sequence[str], interpreter: Interpreter, folder: Path) -> None:
        folder.mkdir()
        about = {"requirements": list(requirements), "python": interpreter.version, "packages": {}}
        (folder / environments.ABOUT).write_text(json.dumps(about))

    monkeypatch.setattr(environments, "_make", make)
    monkeypatch.setattr(environments, "look_into", lambda python: None)
    environment_of(("stageflow-core==1",), find_interpreter(), tmp_path)
    (one,) = kept(tmp_path)
    halves = [tmp_path / f".{half}-{one.folder.name}-x7" for half in ("making", "removed")]
    for half in halves:
        shutil.copytree(one.folder, half)
    others = tmp_path / ".making-stageflow-core__2-0123456789ab-x7"
    others.mkdir()
    assert list(kept(tmp_path)) == [one]
    environment_of(("stageflow-core==1",), find_interpreter(), tmp_path)
    assert [half.exists() for half in (*halves, others)] == [False, False, True]


def test_a_requirement_that_names_a_file_is_made_anew_when_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under its name there may be another one tomorrow; a folder, which has no content of its own, is refused."""
    made = list[str]()

    def make(requirements: Sequence[str], interpreter: Interpreter, folder: Path) -> None:
        made.append(folder.name)

    monkeypatch.setattr(environments, "_make", make)
    monkeypatch.setattr(environments, "look_into", lambda python: None)
    requirement = wheel(tmp_path)
    for content in (b"one", b"one", b"two"):
        (tmp_path / "stageflow_toy-9.9-py3-none-any.whl").write_bytes(content)
        environment_of((requirement,), find_interpreter(), tmp_path / "cache")
    assert made[0] == made[1] != made[2]
    with pytest.raises(SubjectError, match="cannot be read"):
        environment_of((f"mine @ file://{tmp_path}/no.whl",), find_interpreter(), tmp_path / "cache")
    with pytest.raises(SubjectError, match=r"a folder, .*\n  name a stageflow in a folder as path:DIR"):
        environment_of((f"mine @ file://{tmp_path}",), find_interpreter(), tmp_path / "cache")


def test_each_interpreter_and_each_addition_has_an_environment_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[str]()

    def make(requirements: Sequence[str], interpreter: Interpreter, folder: Path) -> None:
        made.append(folder.name)

    monkeypatch.setattr(environments, "_make", make)
    monkeypatch.setattr(environments, "look_into", lambda python: None)
    own = find_interpreter()
    for requirements, interpreter in (
        (("stageflow-core==1",), own),
        (("stageflow-core==1", "pydantic"), own),
        (("stageflow-core==1",), Interpreter("/usr/bin/other", own.version)),
        (("stageflow-core==1",), Interpreter(own.path, "3.99.0")),
    ):
        environment_of(requirements, interpreter, tmp_path)
    assert len(set(made)) == 4


def test_an_interpreter_that_has_none_or_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubjectError, match="cannot be asked for its stageflow"):
        look_into(str(tmp_path / "python"))
    failing = tmp_path / "failing"
    failing.write_text("#!/bin/sh\necho broken installation >&2\nexit 3\n")
    failing.chmod(0o755)
    with pytest.raises(SubjectError, match="broken installation"):
        look_into(str(failing))


def test_the_installed_one_is_that_of_this_interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "stageflow").mkdir()
    (tmp_path / "stageflow" / "__init__.py").write_text("")
    asked = list[str]()

    def found(python: str) -> environments.Installed:
        asked.append(python)
        return environments.Installed(python, tmp_path / "stageflow", {"stageflow-core": "1"})

    monkeypatch.setattr(sys.modules["harness.subject.resolve"], "look_into", found)
    subject = resolve("installed")
    assert (asked, subject.package, subject.packages) == (
        [sys.executable],
        tmp_path / "stageflow",
        {"stageflow-core": "1"},
    )
    with pytest.raises(SubjectError, match="the environment of an installed stageflow is yours"):
        resolve("installed", extras=["pydantic"])


@pytest.mark.parametrize(
    ("spec", "is_one"),
    [
        ("stageflow-core==0.5.0", True),
        ("stageflow-core", True),
        ("stageflow-core[all]>=1,<2", True),
        ("mine @ file:///mine.whl", True),
        ("bundeld", False),
        ("stageflow", False),
        ("--index-url=x", False),
        ("-r requirements.txt", False),
        ("", False),
    ],
)
def test_a_misspelt_form_is_no_requirement(spec: str, is_one: bool) -> None:
    assert is_requirement(spec) is is_one


def test_one_that_is_damaged_says_what_takes_it_away(toy: str, cache: Path) -> None:
    """After the tests that need it whole: first its package is gone, then its interpreter, then its name."""
    subject = resolve(toy)
    again = re.escape(f"stageflow-stress subject remove {shlex.quote(toy)}")
    shutil.rmtree(subject.package)
    with pytest.raises(SubjectError, match=f"has no package named stageflow\n  .*it was damaged: {again}"):
        resolve(toy)
    Path(subject.python).unlink()
    with pytest.raises(SubjectError, match=f"cannot be asked for its stageflow\n  .*\n  {again}"):
        resolve(toy)
    (one,) = kept()
    (one.folder / environments.ABOUT).unlink()
    assert resolve(toy).package.is_dir(), "what does not say what it holds is none, and is made anew"


def test_remove_takes_it_away_and_says_what_there_is_otherwise(
    toy: str, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["subject", "remove", "stageflow-core==0"]) == ExitCode.USAGE
    assert "kept: stageflow-toy @" in " ".join(capsys.readouterr().err.split())
    (one,) = remove(toy)
    assert not one.folder.exists()
    assert list(kept()) == []


def test_an_installed_one_that_is_not_there_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    none = environments.Installed("python", None, {})
    monkeypatch.setattr(sys.modules["harness.subject.resolve"], "look_into", lambda python: none)
    with pytest.raises(SubjectError, match=r"python has no package named stageflow\n  install one there"):
        resolve("installed")


@pytest.mark.parametrize(
    "about",
    ["", "[]", '{"requirement": "x"}', '{"requirements": ["x"], "python": "3", "packages": 1}'],
    ids=["empty", "a-list", "a-key-less", "no-packages"],
)
def test_an_environment_that_does_not_say_what_it_holds_is_named(tmp_path: Path, about: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "subject.json").write_text(about)
    with pytest.raises(SubjectError, match=r"one/subject.json: damaged .*\n  remove its folder"):
        list(kept(tmp_path))


def test_of_two_who_remove_one_at_once_the_second_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = environments.Kept(tmp_path / "gone", ("stageflow-core==1",), "3.12.0", {}, 0)
    monkeypatch.setattr(environments, "kept", lambda cache: iter([one]))
    assert remove("stageflow-core==1", tmp_path) == []


def test_a_cache_that_cannot_be_written_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SubjectError, match=r"environments cannot be kept there .*\n  .*STAGEFLOW_STRESS_CACHE"):
        environment_of(("stageflow-core==1",), find_interpreter(), tmp_path / "file" / "subjects")


def test_the_cache_is_the_same_for_a_worker_that_works_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAGEFLOW_STRESS_CACHE", "cache")
    assert environments.cache_folder() == tmp_path / "cache" / "subjects"


def test_one_that_is_there_is_used_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that came with a container, say; here the file of the lock cannot be opened."""

    def make(requirements: Sequence[str], interpreter: Interpreter, folder: Path) -> None:
        folder.mkdir()
        (folder / environments.ABOUT).touch()

    monkeypatch.setattr(environments, "_make", make)
    monkeypatch.setattr(environments, "look_into", lambda python: python)
    wanted = (("stageflow-core==1",), find_interpreter(), tmp_path)
    made = environment_of(*wanted)
    (lock,) = tmp_path.glob(".*.lock")
    lock.unlink()
    lock.mkdir()
    assert environment_of(*wanted) == made
