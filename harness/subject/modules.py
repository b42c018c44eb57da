"""The modules that stages of the author's own stand in, and whether they are as they were."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def modules_digest(behaviours: Iterable[str], folders: Sequence[Path]) -> str:
    """16 hex digits over names and contents of the modules that behaviours such as `shop:Counter` name; empty where
    none does.

    A module is looked for in these folders, as a worker looks for it; of a package all of its Python files count. What
    they import besides is not covered.
    """
    named = sorted({behaviour.partition(":")[0].split(".")[0] for behaviour in behaviours if ":" in behaviour})
    if not named:
        return ""
    total = hashlib.sha256()
    for name in named:
        for path in _files(name, folders):
            total.update(f"{name} {path.name}".encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _files(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        if (folder / name / "__init__.py").is_file():
            yield from sorted((folder / name).rglob("*.py"))
            return
        if (folder / f"{name}.py").is_file():
            yield folder / f"{name}.py"
            return
