"""Runs the published test suite of stageflow-core 0.5.0 against this core: `python -m bench.published_tests PYTHON`.

PYTHON is that of an environment with stageflow-core 0.5.0, pytest and what the suite needs (`make test-published` makes
one). Only the tests are taken out of the source archive. Parts that this core does not have (helpers and
websearch) are the published ones, on top of this core.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

RELEASE = "stageflow-core==0.5.0"
CORE = Path(__file__).parents[1] / "stageflow"
REFUSALS = ("helpers.py", "websearch.py")  # modules of this core that say that there is no such part


def main(python: str) -> int:
    """The exit code of pytest: 0 where the suite passed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _fetch_tests(python, folder)
        published = Path(_output(python, "import stageflow; print(stageflow.__path__[0])"))
        told = _overlay(folder / "subject/stageflow", published)
        print(f"from the published package: {', '.join(told)}; all else is this core", flush=True)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder / "subject"), scratch))}
        options = ["-q", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto", "--benchmark-skip"]
        return subprocess.run(
            [python, "-m", "pytest", "tests", *options], cwd=folder, env=environment, check=False
        ).returncode


def _fetch_tests(python: str, folder: Path) -> None:
    """Puts the folder `tests` of the source archive into `folder`."""
    subprocess.run(
        [python, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", folder, RELEASE],
        check=True,
    )
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            member.name = member.name.partition("/")[2]
            if member.name.startswith("tests/"):
                source.extract(member, folder)
    archive.unlink()


def _overlay(target: Path, published: Path) -> list[str]:
    """Links this core into `target`, then what only the published package has; gives the names of the latter."""
    target.mkdir(parents=True)
    for part in CORE.iterdir():
        if part.name not in (*REFUSALS, "__pycache__"):
            (target / part.name).symlink_to(part)
    missing = [p for p in sorted(published.iterdir()) if p.name[0] != "_" and p.is_dir()]
    missing = [p for p in missing if not any((target / name).exists() for name in (p.name, f"{p.name}.py"))]
    for part in missing:
        (target / part.name).symlink_to(part)
    return [part.name for part in missing]


def _output(python: str, code: str) -> str:
    """What `code` prints, run away from this repository's own modules."""
    return subprocess.run([python, "-I", "-c", code], check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).absolute())))
