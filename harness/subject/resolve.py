"""From what `--subject` says to a package folder and an interpreter."""

import hashlib
import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from harness import bundled
from harness.errors import SubjectError
from harness.subject.environments import Installed, environment_of, look_into
from harness.subject.interpreters import find_interpreter, from_home

PACKAGE = "stageflow"
FORMS = (
    "bundled, installed (the stageflow of the environment of --python), a requirement such as stageflow-core==0.5.0, "
    "or path:DIR with a folder that holds a stageflow package"
)
_REQUIREMENT = re.compile(
    r"stageflow[-_.][\w.-]+|[A-Za-z0-9][\w.-]*\s*(\[[\w\s,.-]*\])?\s*(===?|[~!<>]=|[<>@]).+", re.ASCII
)
"""A name alone is one only where it begins as the project does: what is misspelt must fetch nobody's package."""
_EXTRA = re.compile(r"[A-Za-z0-9][\w.-]*\s*(\[[\w\s,.-]*\])?(\s*(===?|[~!<>]=|[<>@]).+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ResolvedSubject:
    """`package` is the folder of the package itself; `digest` covers the names and contents of its Python files.
    `packages` are the distributions of its environment with their versions, where it has one of its own; `folders` are
    those that the user's own stages need besides.
    """

    spec: str
    package: Path
    python: str
    digest: str
    packages: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()

    @property
    def is_bundled(self) -> bool:
        return self.spec == "bundled"


def resolve(spec: str, python: str = "", extras: Sequence[str] = ()) -> ResolvedSubject:
    """The subject of `--subject`, under the interpreter of `--python` (the harness's own where that is empty), with
    what `--with` adds.

    Environments of requirements are made once, into a cache, and kept. Raises SubjectError where there is no such
    subject or interpreter.
    """
    if not is_one(spec):
        raise SubjectError(f"unknown subject {spec!r}\n  expected {FORMS}")
    found = find_interpreter(python)
    folders, wanted = _told_apart(extras)
    if is_requirement(spec):
        installed = environment_of((spec, *wanted), found)
    elif spec == "installed" and wanted:
        raise SubjectError(
            f"--with {wanted[0]}: the environment of an installed stageflow is yours, and nothing is added to it\n"
            "  install it there, or name a folder"
        )
    else:
        installed = environment_of(wanted, found) if wanted else Installed(found.path, None, {})
    if spec == "installed":
        installed = look_into(found.path)
    package = _package_in(spec, installed)
    return ResolvedSubject(spec, package, installed.python, package_digest(package), installed.packages, folders)


def is_one(spec: str) -> bool:
    """Whether it has the form of a subject."""
    return spec in ("bundled", "installed") or spec.startswith("path:") or is_requirement(spec)


def is_requirement(spec: str) -> bool:
    return bool(_REQUIREMENT.fullmatch(spec))


def is_folder(extra: str) -> bool:
    """Whether what is added to a subject is a folder, and no requirement."""
    return extra.startswith((".", "~")) or (os.sep in extra and "@" not in extra)


def _told_apart(extras: Sequence[str]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The folders of `--with`, and its requirements."""
    folders, wanted = list[Path](), list[str]()
    for extra in extras:
        if is_folder(extra):
            folders.append(from_home(extra).resolve())
            if not folders[-1].is_dir():
                raise SubjectError(f"--with {extra}: there is no such folder")
        elif _EXTRA.fullmatch(extra):
            wanted.append(extra)
        else:
            raise SubjectError(f"--with {extra!r}: expected a folder (./mine), or a requirement (pydantic>=2)")
    return tuple(folders), tuple(wanted)


def _package_in(spec: str, installed: Installed) -> Path:
    """The folder of the package `stageflow`: the core's own, that of path:DIR, else the one that is installed."""
    if spec == "bundled":
        folder = bundled.CORE.parent
    elif spec.startswith("path:"):
        folder = from_home(spec.removeprefix("path:"))
    elif installed.package is None:
        raise SubjectError(
            f"the environment of {installed.python} has no package named {PACKAGE}\n"
            + (
                f"  {spec} brings none, or it was damaged: stageflow-stress subject remove {shlex.quote(spec)}"
                if is_requirement(spec)
                else "  install one there, or name it: --subject stageflow-core==VERSION"
            )
        )
    else:
        folder = installed.package.parent
    package = (folder / PACKAGE).resolve()
    if not (package / "__init__.py").is_file():
        raise SubjectError(f"{folder} holds no package named {PACKAGE}\n  expected {FORMS}")
    return package


def package_files(package: Path) -> Iterator[Path]:
    """Those that the digest covers."""
    return (path for path in package.rglob("*.py") if path.is_file())


def package_digest(package: Path) -> str:
    """sha256 over the relative path and content of every .py file, in order; 16 hex digits. A name that ends so and is
    no file, such as an editor's lock, is none. Raises SubjectError where one cannot be read.
    """
    total = hashlib.sha256()
    for path in sorted(package_files(package)):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SubjectError(
                f"{path}: cannot be read ({error.strerror})\n  the subject is judged as a whole"
            ) from error
        total.update(os.fsencode(path.relative_to(package)) + b"\0" + content + b"\0")
    return total.hexdigest()[:16]
