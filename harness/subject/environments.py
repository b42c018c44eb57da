"""Environments that hold a stageflow from a package index: made once, kept, and shared by runs at the same time.

Each lies in a folder of its own below the cache, named by what it was made from: the interpreter and the requirements.
A folder is there whole or not at all: it is made under another name, and renamed when everything is in it.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.errors import SubjectError

ABOUT = "subject.json"
_LINES_SHOWN = 8

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
    """What an interpreter would import as `stageflow`, without importing it: the folder of the package, and every
    distribution of that environment with its version.
    """

    python: str
    package: Path
    packages: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """An environment in the cache. `bytes_` is what its files take."""

    folder: Path
    requirement: str
    python_version: str
    packages: dict[str, str]
    bytes_: int


def look_into(python: str) -> Installed:
    """Raises SubjectError where the interpreter cannot be run or finds no stageflow."""
    try:
        told = subprocess.run([python, "-I", "-c", _PROBE], capture_output=True, text=True, check=True, timeout=60)
        facts = json.loads(told.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise SubjectError(f"{python} cannot be asked for its stageflow: {_reason(error)}") from error
    if not facts["package"]:
        raise SubjectError(
            f"the environment of {python} has no package named stageflow\n"
            "  install one there, or name it: --subject stageflow-core==VERSION"
        )
    return Installed(python, Path(facts["package"]), facts["packages"])


def environment_of(requirement: str, cache: Path | None = None) -> Installed:
    """The environment of a requirement, made now if there is none; nothing is fetched where there is one.

    Raises SubjectError where it cannot be made; then there is nothing of it afterwards.
    """
    folder = _folder_of(requirement, cache or cache_folder())
    with _one_at_a_time(folder):
        if not (folder / ABOUT).is_file():
            _make(requirement, folder)
    return look_into(str(folder / "bin" / "python"))


def kept(cache: Path | None = None) -> Iterator[Kept]:
    """Every environment there is, by its requirement. Raises SubjectError where one does not say what it holds."""
    found = []
    for about in (cache or cache_folder()).glob(f"*/{ABOUT}"):
        try:
            facts = json.loads(about.read_bytes())
            told = facts["requirement"], facts["python"], facts["packages"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SubjectError(
                f"{about}: damaged ({error})\n  remove its folder; it is made anew when needed"
            ) from error
        size = sum(f.lstat().st_size for f in about.parent.rglob("*") if f.is_file() and not f.is_symlink())
        found.append(Kept(about.parent, *told, size))
    yield from sorted(found, key=lambda k: (k.requirement, k.folder))


def remove(requirement: str, cache: Path | None = None) -> list[Kept]:
    """Takes the environments of a requirement away, of whichever interpreter; gives what was removed."""
    gone = [k for k in kept(cache) if k.requirement == requirement]
    for one in gone:
        with _one_at_a_time(one.folder):
            aside = one.folder.with_name(f".removed-{one.folder.name}-{os.getpid()}")
            one.folder.rename(aside)
            shutil.rmtree(aside)
    return gone


def cache_folder() -> Path:
    """$STAGEFLOW_STRESS_CACHE, else where the system keeps what can be made again."""
    if chosen := os.environ.get("STAGEFLOW_STRESS_CACHE"):
        return Path(chosen).expanduser() / "subjects"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "stageflow-stress" / "subjects"


def _folder_of(requirement: str, cache: Path) -> Path:
    made_from = [os.path.realpath(sys.executable), sys.version, requirement]
    name = "".join(c if c.isalnum() or c in ".-" else "_" for c in requirement)[:40]
    return cache / f"{name}-{hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:12]}"


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two runs that need one environment: the second waits for the first and finds it made."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(requirement: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=f".making-{folder.name}-", dir=folder.parent) as scratch:
        made = Path(scratch) / "environment"
        python = str(made / "bin" / "python")
        for command in _commands(requirement, str(made), python):
            _run(command, f"no environment for {requirement!r} could be made")
        found = look_into(python)
        about = {"requirement": requirement, "python": sys.version.split()[0], "packages": found.packages}
        (made / ABOUT).write_text(json.dumps(about, indent=2, sort_keys=True) + "\n")
        made.rename(folder)


def _commands(requirement: str, folder: str, python: str) -> Sequence[Sequence[str]]:
    """By uv where there is one, else by venv and pip."""
    if uv := shutil.which("uv"):
        return (
            (uv, "venv", "--quiet", "--python", sys.executable, folder),
            (uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, requirement),
        )
    return (
        (sys.executable, "-m", "venv", folder),
        (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement),
    )


def _run(command: Sequence[str], what: str) -> None:
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        raise SubjectError(f"{what}\n{_reason(error)}") from error


def _reason(error: Exception) -> str:
    """The last lines of what a command said, or what kept it from saying anything."""
    said = (getattr(error, "stderr", None) or "").strip().splitlines()
    return "\n".join(f"  {line}" for line in said[-_LINES_SHOWN:]) if said else f"  {error}"
