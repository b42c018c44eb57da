"""Sizes, names and marks: what keeps the house readable."""

import ast
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.repo.source import ROOT, SOURCES, modules, name_of, tracked

FUNCTION_LINES_MAX = 60
MODULE_LINES_MAX = 400
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "base", "misc", "util", "helper"}
OF_THE_API = {"stageflow/utils", "stageflow/helpers", "stageflow/tools/base"}  # the published package has them
SLEEPS = {"time.sleep", "sleep"}
EXPECTS = {"raises", "warns", "fail"}
OF_PYTEST = {f"pytest.{name}" for name in EXPECTS}
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(root|work)/\w")


@pytest.mark.parametrize("path", modules(*SOURCES), ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    source = path.read_text()
    assert source.count("\n") <= MODULE_LINES_MAX
    long = [
        f"{node.name} at line {node.lineno}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES_MAX
    ]
    assert not long


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    names = {p.with_suffix("") for p in modules(*SOURCES)} | {p.parent for p in modules(*SOURCES)}
    empty = {str(n.relative_to(ROOT)) for n in names if n.name in EMPTY_NAMES}
    assert empty <= OF_THE_API


@pytest.mark.parametrize("path", modules(*SOURCES), ids=name_of)
def test_every_module_says_what_lives_in_it(path: Path) -> None:
    source = path.read_text()
    assert not source.strip() or ast.get_docstring(ast.parse(source))


def test_no_unfinished_marks_and_no_machine_paths() -> None:
    found = []
    for path in tracked():
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".j2", ".json", ""} and path.name != Path(__file__).name:
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
                if MARKS.search(line) or MACHINE_PATH.search(line):
                    found.append(f"{name_of(path)}:{number}: {line.strip()[:100]}")
    assert not found


def test_tests_never_sleep() -> None:
    sleeping = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("tests")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and _last_name(node) == "sleep" and ast.unparse(node.func) in SLEEPS
    ]
    assert not sleeping


def test_every_test_can_fail() -> None:
    """Each test function asserts, expects an exception, or calls a function of the tests that does."""
    functions = [(path, f) for path in modules("tests") for f in _functions(path)]
    asserting = {f.name for _, f in functions if _asserts(f)}
    idle = [
        f"{name_of(path)}:{f.lineno} {f.name}"
        for path, f in functions
        if f.name.startswith("test_") and not (_asserts(f) or _called(f) & (asserting | {"validate"}))
    ]
    assert not idle


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> Iterator[None]:
    """Half a million objects that every later collection of garbage would walk."""
    yield
    _tree.cache_clear()


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [f for f in ast.walk(_tree(path)) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)]


def _called(function: ast.AST) -> set[str]:
    """The names of what a function calls, without what stands before the last dot."""
    return {_last_name(n) for n in ast.walk(function) if isinstance(n, ast.Call)}


def _last_name(call: ast.Call) -> str:
    """What is called, without what stands before the last dot."""
    if isinstance(call.func, ast.Name | ast.Attribute):
        return call.func.id if isinstance(call.func, ast.Name) else call.func.attr
    return ast.unparse(call.func).split(".")[-1]


def _asserts(function: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and _last_name(node) in EXPECTS and ast.unparse(node.func) in OF_PYTEST)
        for node in ast.walk(function)
    )


def test_the_lock_names_no_place_and_pins_every_package() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text().splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        packages = [line for line in lines if re.match(r"[a-z0-9]", line)]
        assert packages
        assert all("==" in line and line.endswith("\\") for line in packages)


def test_sources_are_utf8_without_tabs() -> None:
    for path in modules(*SOURCES, "tests"):
        with tokenize.open(path) as file:
            assert "\t" not in file.read(), name_of(path)
