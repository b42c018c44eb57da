"""Environments that hold a stageflow from a package index: made once, kept, and shared by runs at the same time.

Each lies in a folder of its own below the cache, named by what it was made from: the interpreter and the requirements.
A folder is there whole or not at all: it is made under another name, and renamed when everything is in it. What was
chosen for a requirement that allows several versions stays chosen until the environment is removed.
"""

import fcntl
import hashlib
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from harness.errors import SubjectError
from harness.subject.interpreters import Interpreter, from_home, said_by

ABOUT = "subject.json"
_MAKING, _REMOVED = ".making-", ".removed-"
_LOCAL = re.compile(r"@\s*file://([^#?\s]+)")

_PROBE = """
import importlib.metadata, importlib.util, json, sys
try:
    found = importlib.util.find_spec("stageflow")
except (ImportError, ValueError):
    found = None
places = list(found.submodule_search_locations or ()) if found else []
packages = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions() if d.metadata["Name"]}
print(json.dumps({"package": places[0] if places else "", "packages": packages, "python": sys.version.split()[0]}))
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an interpreter would import as `stageflow`, without importing it: the folder of the package, None for none,
    and every distribution of that environment with its version.
    """

    python: str
    package: Path | None
    packages: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """An environment in the cache. `bytes_` is what its files take."""

    folder: Path
    requirements: tuple[str, ...]
    python_version: str
    packages: dict[str, str]
    bytes_: int


def look_into(python: str) -> Installed:
    """Raises SubjectError where the interpreter cannot be run."""
    try:
        told = subprocess.run([python, "-I", "-c", _PROBE], capture_output=True, text=True, check=True, timeout=60)
        facts = json.loads(told.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise SubjectError(f"{python} cannot be asked for its stageflow\n{said_by(error)}") from error
    return Installed(python, Path(facts["package"]) if facts["package"] else None, facts["packages"])


def environment_of(requirements: Sequence[str], interpreter: Interpreter, cache: Path | None = None) -> Installed:
    """The environment of requirements, made now if there is none; nothing is fetched where there is one.

    Raises SubjectError where it cannot be made; then there is nothing of it afterwards.
    """
    folder = _folder_of(requirements, interpreter, cache or cache_folder())
    try:
        with _one_at_a_time(folder):
            if not (folder / ABOUT).is_file():
                _make(requirements, interpreter, folder)
    except SubjectError:
        if not (folder / ABOUT).is_file():  # one that is there is used, also where nothing can be written
            raise
    try:
        return look_into(str(folder / "bin" / "python"))
    except SubjectError as error:
        again = f"stageflow-stress subject remove {shlex.quote(requirements[0])}"
        raise SubjectError(f"{error}\n  {again}  takes it away; it is made anew when needed") from error


def kept(cache: Path | None = None) -> Iterator[Kept]:
    """Every environment there is, by its requirements. Raises SubjectError where one does not say what it holds."""
    found = []
    for about in (cache or cache_folder()).glob(f"[!.]*/{ABOUT}"):
        try:
            facts = json.loads(about.read_bytes())
            told = tuple(map(str, facts["requirements"])), str(facts["python"]), dict(facts["packages"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SubjectError(
                f"{about}: damaged ({error})\n  remove its folder; it is made anew when needed"
            ) from error
        found.append(Kept(about.parent, *told, _size_of(about.parent)))
    yield from sorted(found, key=lambda k: (k.requirements, k.folder))


def remove(requirement: str, cache: Path | None = None) -> list[Kept]:
    """Takes the environments that a requirement is in away, of whichever interpreter; gives what was removed."""
    gone = list[Kept]()
    for one in kept(cache):
        if requirement in one.requirements:
            with _one_at_a_time(one.folder), suppress(FileNotFoundError):  # somebody else was faster
                aside = one.folder.with_name(f"{_REMOVED}{one.folder.name}-{os.getpid()}")
                one.folder.rename(aside)
                gone.append(one)
                shutil.rmtree(aside)
    return gone


def _size_of(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # removed meanwhile
            facts = path.lstat()
            size += facts.st_size if stat.S_ISREG(facts.st_mode) else 0
    return size


def cache_folder() -> Path:
    """$STAGEFLOW_STRESS_CACHE, else where the system keeps what can be made again."""
    if chosen := os.environ.get("STAGEFLOW_STRESS_CACHE"):
        return from_home(chosen).absolute() / "subjects"  # a worker works in another folder
    base = os.environ.get("XDG_CACHE_HOME") or from_home("~/.cache")
    return Path(base).absolute() / "stageflow-stress" / "subjects"


def _folder_of(requirements: Sequence[str], interpreter: Interpreter, cache: Path) -> Path:
    made_from = [os.path.realpath(interpreter.path), interpreter.version, *map(_with_content, requirements)]
    name = "".join(c if c.isalnum() or c in ".-" else "_" for c in requirements[0])[:40]
    return cache / f"{name}-{hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:12]}"


def _with_content(requirement: str) -> str:
    """A file of the user's may be another one tomorrow, under the same name."""
    if not (local := _LOCAL.search(requirement)):
        return requirement
    path = Path(unquote(local[1]))
    if path.is_dir():
        raise SubjectError(
            f"{requirement}: a folder, whose environment could not be kept: it may change\n"
            "  name a stageflow in a folder as path:DIR, other packages as --with DIR, or build a wheel"
        )
    try:
        return f"{requirement} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError as error:
        raise SubjectError(f"{requirement}: {path} cannot be read ({error.strerror})") from error


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two runs that need one environment: the second waits for the first and finds it made.

    What one that was killed left half made or half removed goes first.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        held = folder.with_name(f".{folder.name}.lock").open("w")
    except OSError as error:
        raise SubjectError(
            f"{folder.parent}: environments cannot be kept there ({error.strerror or error})\n"
            "  name another folder in STAGEFLOW_STRESS_CACHE"
        ) from error
    with held as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for half in (_MAKING, _REMOVED):
            for left in folder.parent.glob(f"{half}{folder.name}-*"):
                shutil.rmtree(left, ignore_errors=True)  # what an orphan of it still writes goes next time
        yield


def _make(requirements: Sequence[str], interpreter: Interpreter, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=f"{_MAKING}{folder.name}-", dir=folder.parent) as scratch:
        made = Path(scratch) / "environment"
        python = str(made / "bin" / "python")
        what = (
            f"no environment for {', '.join(map(repr, requirements))} could be made with Python {interpreter.version}"
        )
        for command in _commands(requirements, interpreter.path, str(made), python):
            _run(command, what)
        found = look_into(python)
        about = {"requirements": list(requirements), "python": interpreter.version, "packages": found.packages}
        (made / ABOUT).write_text(json.dumps(about, indent=2, sort_keys=True) + "\n")
        if folder.exists():  # what does not say what it holds is none
            shutil.rmtree(folder)
        made.rename(folder)


def _commands(requirements: Sequence[str], base: str, folder: str, python: str) -> Sequence[Sequence[str]]:
    """By uv where there is one, else by venv and pip."""
    if uv := shutil.which("uv"):
        return (
            (uv, "venv", "--quiet", "--python", base, folder),
            (uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, "--", *requirements),
        )
    return (
        (base, "-m", "venv", folder),
        (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--", *requirements),
    )


def _run(command: Sequence[str], what: str) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        raise SubjectError(f"{what}\n{said_by(error)}") from error
