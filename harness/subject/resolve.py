"""From what `--subject` says to a package folder and an interpreter."""

import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from harness import bundled
from harness.errors import SubjectError
from harness.subject.environments import Installed, environment_of, look_into

PACKAGE = "stageflow"
FORMS = (
    "bundled, installed (the stageflow beside this stageflow-stress), a requirement such as stageflow-core==0.5.0, "
    "or path:DIR with a folder that holds a stageflow package"
)
_REQUIREMENT = re.compile(
    r"stageflow[-_.][\w.-]+|[A-Za-z0-9][\w.-]*\s*(\[[\w\s,.-]*\])?\s*(===?|[~!<>]=|[<>@]).+", re.ASCII
)
"""A name alone is one only where it begins as the project does: what is misspelt must fetch nobody's package."""


@dataclass(frozen=True, slots=True)
class ResolvedSubject:
    """`package` is the folder of the package itself; `digest` covers the names and contents of its Python files.
    `packages` are the distributions of its environment with their versions, where it has one of its own.
    """

    spec: str
    package: Path
    python: str
    digest: str
    packages: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_bundled(self) -> bool:
        return self.spec == "bundled"


def resolve(spec: str) -> ResolvedSubject:
    """Raises SubjectError where there is no such subject. A requirement is installed once, into a cache, and kept."""
    if spec == "bundled":
        return _in_folder(spec, bundled.CORE.parent)
    if spec.startswith("path:"):
        return _in_folder(spec, Path(spec.removeprefix("path:")).expanduser())
    if spec == "installed":
        return _in_environment(spec, look_into(sys.executable))
    if is_requirement(spec):
        return _in_environment(spec, environment_of(spec))
    raise SubjectError(f"unknown subject {spec!r}\n  expected {FORMS}")


def is_requirement(spec: str) -> bool:
    return bool(_REQUIREMENT.fullmatch(spec))


def _in_folder(spec: str, folder: Path) -> ResolvedSubject:
    package = (folder / PACKAGE).resolve()
    if not (package / "__init__.py").is_file():
        raise SubjectError(f"{folder} holds no package named {PACKAGE}\n  expected {FORMS}")
    return ResolvedSubject(spec, package, sys.executable, package_digest(package))


def _in_environment(spec: str, found: Installed) -> ResolvedSubject:
    package = found.package.resolve()
    if not (package / "__init__.py").is_file():
        raise SubjectError(f"the package {PACKAGE} of {found.python} has no __init__.py: it is not one that can be run")
    return ResolvedSubject(spec, package, found.python, package_digest(package), found.packages)


def package_digest(package: Path) -> str:
    """sha256 over the relative path and content of every .py file, in order; 16 hex digits."""
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        total.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]
