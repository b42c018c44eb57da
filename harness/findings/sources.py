"""The files of our own that a module rests on, found by reading its imports; nothing is imported."""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from harness import bundled

BY_NAME = ("harness.checks", "harness.worker.scenarios")
"""The packages whose modules are imported by what they are called."""


def imported(*modules: str) -> list[Path]:
    """The files of these modules and of all of ours that they import, packages included; in order, each once."""
    found, waiting = dict[str, Path](), list(modules)
    while waiting:
        module = waiting.pop()
        file = _file_of(module)
        if module in found or file is None:
            continue
        found[module] = file
        waiting += [module.rpartition(".")[0], *_imports(module, file)]
    return sorted(set(found.values()))


@cache
def source_digest(module: str, *within: str) -> str:
    """16 hex digits over the source of a module and of what it imports from the packages `within`, which is what it
    does as far as it is its own. Raises FileNotFoundError where there is no such module.
    """
    told, seen, waiting = hashlib.blake2b(digest_size=8), set[str](), [module]
    while waiting:
        name = min(waiting)
        waiting.remove(name)
        file = _file_of(name)
        if file is None and name == module:
            raise FileNotFoundError(name)
        if file is None or name in seen:
            continue
        seen.add(name)
        told.update(f"{name}\0".encode() + file.read_bytes())
        waiting += [n for n in _imports(name, file) if n.startswith(tuple(f"{package}." for package in within))]
    return told.hexdigest()


def _imports(module: str, file: Path) -> list[str]:
    by_name = [f"{module}.{p.stem}" for p in file.parent.glob("*.py") if p != file] if module in BY_NAME else []
    return [*by_name, *_named_in(file)]


@cache
def _named_in(file: Path) -> tuple[str, ...]:
    return tuple(_imports_of(ast.parse(file.read_bytes())))


def _imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("harness"):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file_of(module: str) -> Path | None:
    """The file of a module of ours; None for a name that is none."""
    inside = bundled.PACKAGE.joinpath(*module.split(".")[1:])
    return next((p for p in (inside / "__init__.py", inside.with_suffix(".py")) if p.is_file()), None)
