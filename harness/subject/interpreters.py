"""Which interpreter `--python` means."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.errors import SubjectError

OLDEST = (3, 11)
NEWEST_LOOKED_FOR = 20
_LINES_SHOWN = 8
FORMS = "a version such as 3.12, a name on PATH such as python3.12, or the path of an interpreter or its environment"
_VERSION = re.compile(r"3(\.[0-9]{1,2}(\.[0-9]{1,2})?)?t?", re.ASCII)
_PROBE = "import platform, sys; print(platform.python_version(), sys.executable, sep='\\n')"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """`path` is what it calls itself: inside a virtual environment, the one of that environment."""

    path: str
    version: str


def find_interpreter(asked: str = "") -> Interpreter:
    """The harness's own where nothing is asked for. Raises SubjectError where there is none, or one that is too old."""
    if not asked:
        return Interpreter(sys.executable, platform.python_version())
    broken: SubjectError | None = None
    for command in _commands(asked):
        try:
            found = _ask(command, asked)
        except SubjectError as error:  # one on PATH may be the stand-in of a version that is not switched on
            broken = broken or error
            continue
        if not _VERSION.fullmatch(asked) or _fits(found.version, asked):
            return found
    if broken is not None:
        raise broken
    raise SubjectError(f"no Python {asked!r} was found\n  expected {FORMS}\n  here are: {', '.join(_here())}")


def _commands(asked: str) -> Iterator[str]:
    """What may be meant, in the order of preference; an interpreter of a version may also be one that uv keeps."""
    if os.sep in asked or asked.startswith("~"):
        path = from_home(asked).absolute()  # a name alone would be looked for on PATH
        yield str(path / "bin" / "python" if path.is_dir() else path)
    elif _VERSION.fullmatch(asked):
        minor = ".".join(asked.split(".")[:2])
        if named := shutil.which(f"python{minor}"):
            yield named
        if (uv := shutil.which("uv")) and (kept := _kept_by(uv, asked)):
            yield kept
    elif named := shutil.which(asked):
        yield named
    elif os.path.lexists(environment := Path(asked, "bin", "python").absolute()):
        yield str(environment)


def _kept_by(uv: str, asked: str) -> str:
    command = [uv, "python", "find", "--no-python-downloads", asked]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _ask(command: str, asked: str) -> Interpreter:
    try:
        told = subprocess.run([command, "-I", "-c", _PROBE], capture_output=True, text=True, check=True, timeout=60)
        version, path = told.stdout.splitlines()
        numbers = tuple(int(part) for part in version.split(".")[:2])
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise SubjectError(
            f"--python {asked}: {command} cannot be run as one\n{said_by(error)}\n  expected {FORMS}"
        ) from error
    if numbers < OLDEST:
        raise SubjectError(
            f"--python {asked}: {path} is Python {version}; a worker needs {'.'.join(map(str, OLDEST))} or later"
        )
    return Interpreter(path, version)


def from_home(path: str) -> Path:
    """A path as the user wrote it. Raises SubjectError for the home of a user whom nobody knows."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise SubjectError(f"{path}: there is no such home\n  write the path from / or from here") from error


def said_by(error: Exception) -> str:
    """The last lines of what a command said, or what kept it from saying anything; each indented."""
    said = (getattr(error, "stderr", None) or "").strip().splitlines()
    return "\n".join(f"  {line}" for line in said[-_LINES_SHOWN:] if line.strip()) or f"  {error}"


def _fits(version: str, asked: str) -> bool:
    """Whether 3.12.1 is a 3.12; a part of a number is none."""
    numbers = asked.removesuffix("t").split(".")
    return version.split(".")[: len(numbers)] == numbers


def _here() -> Iterator[str]:
    yield sys.executable
    yield from filter(None, (shutil.which(f"python3.{minor}") for minor in range(OLDEST[1], NEWEST_LOOKED_FOR)))
