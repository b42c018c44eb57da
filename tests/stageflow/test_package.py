"""What the package promises as a whole."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import stageflow

ROOT = Path(stageflow.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def test_all_names_exist_and_are_sorted_out() -> None:
    assert all(hasattr(stageflow, name) for name in stageflow.__all__)
    assert len(set(stageflow.__all__)) == len(stageflow.__all__)
    newcomer = {"ContextSnapshot", "RunIdentity", "Message", "OutputBag", "PipelineContext"}
    tools = {"deep_freeze", "thaw", "verify_immutable"}
    assert newcomer | tools <= set(stageflow.__all__)
    assert (ROOT / "py.typed").exists()


def test_importing_needs_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import stageflow, stageflow.plus, stageflow.testing;"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(new - set(sys.stdlib_module_names) - {'stageflow'}))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT.parent, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 60, node.name


@pytest.mark.parametrize("name", stageflow.__all__)
def test_public_names_have_a_docstring(name: str) -> None:
    public = getattr(stageflow, name)
    if inspect.isclass(public) or inspect.isfunction(public):
        assert inspect.getdoc(public)
