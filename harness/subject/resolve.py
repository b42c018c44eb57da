"""From what `--subject` says to a package folder and an interpreter."""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from harness import bundled
from harness.errors import SubjectError

PACKAGE = "stageflow"
FORMS = "bundled, or path:DIR with a folder that holds a stageflow package"


@dataclass(frozen=True, slots=True)
class ResolvedSubject:
    """`package` is the folder of the package itself; `digest` covers the names and contents of its Python files."""

    spec: str
    package: Path
    python: str
    digest: str

    @property
    def is_bundled(self) -> bool:
        return self.spec == "bundled"


def resolve(spec: str) -> ResolvedSubject:
    """Raises SubjectError where there is no such subject."""
    if spec == "bundled":
        folder = bundled.CORE.parent
    elif spec.startswith("path:"):
        folder = Path(spec.removeprefix("path:")).expanduser()
    else:
        raise SubjectError(f"unknown subject {spec!r}\n  expected {FORMS}")
    package = (folder / PACKAGE).resolve()
    if not (package / "__init__.py").is_file():
        raise SubjectError(f"{folder} holds no package named {PACKAGE}\n  expected {FORMS}")
    return ResolvedSubject(spec, package, sys.executable, package_digest(package))


def package_digest(package: Path) -> str:
    """sha256 over the relative path and content of every .py file, in order; 16 hex digits."""
    total = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        total.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]
