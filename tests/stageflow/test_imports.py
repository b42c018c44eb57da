"""The modules of the core form no import circle, counting imports inside functions and for type checking too."""

import ast
from pathlib import Path

import stageflow

PACKAGE = Path(stageflow.__file__).parent


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def arrows() -> dict[str, list[str]]:
    """For each module the modules of the package that it names in an import statement anywhere in the file."""
    files = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
    graph: dict[str, list[str]] = {}
    for name, path in files.items():
        named: list[str] = []
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                named += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                # `from package import module` means the module, `from module import name` means the module
                named += [f"{module}.{a.name}" if f"{module}.{a.name}" in files else module for a in node.names]
        graph[name] = sorted({target for target in named if target in files and target != name})
    return graph


def circle(graph: dict[str, list[str]]) -> list[str] | None:
    """One circle as a path, or None."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        pending = [(start, iter(graph[start]))] if start not in done else []
        while pending:
            name, targets = pending[-1]
            if len(path) < len(pending):
                path.append(name)
            target = next(targets, None)
            if target is None:
                done.add(name)
                path.pop()
                pending.pop()
            elif target in path:
                return [*path[path.index(target) :], target]
            elif target not in done:
                pending.append((target, iter(graph[target])))
    return None


def test_the_search_finds_a_circle() -> None:
    assert circle({"a": ["b"], "b": ["c", "d"], "c": [], "d": ["b"]}) == ["b", "d", "b"]
    assert circle({"a": ["b", "c"], "b": ["c"], "c": []}) is None


def test_no_circle() -> None:
    assert circle(arrows()) is None
