"""The lint of a pipeline, by rule, by file and from the command line (sections 12.1 to 12.5)."""

import ast
import dataclasses
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow import Pipeline, StageKind
from stageflow.cli import DependencyIssue, DependencyLintResult, lint_pipeline, lint_pipeline_file
from stageflow.cli.__main__ import main
from stageflow.cli.cycles import cycles, knots
from stageflow.cli.lint import DependencyAccessVisitor, IssueSeverity, analyze_stage_source
from stageflow.cli.lint import main as lint_main

ERROR, WARNING = IssueSeverity.ERROR, IssueSeverity.WARNING
ROOT = Path(__file__).parents[3]


async def stage(ctx: Any) -> None: ...


def pipeline(**dependencies: tuple[str, ...]) -> Pipeline:
    made = Pipeline()
    for name, names in dependencies.items():
        made = made.with_stage(name, stage, StageKind.WORK, dependencies=names)
    return made


def found(result: DependencyLintResult) -> list[tuple[IssueSeverity, str, str | None]]:
    return [(issue.severity, issue.stage_name, issue.accessed_stage) for issue in result.issues]


def test_a_valid_chain__12_1() -> None:
    result = lint_pipeline(pipeline(a=(), b=("a",), c=("b",)))
    assert (result.valid, result.issues, result.stage_count, result.dependency_count) == (True, [], 3, 2)


def test_a_stage_that_depends_on_itself__12_1() -> None:
    result = lint_pipeline(pipeline(a=("a",)))
    assert not result.valid
    assert found(result) == [(ERROR, "a", "a")]
    assert "depends on itself" in result.errors[0].message


def test_a_dependency_that_is_missing__12_1() -> None:
    result = lint_pipeline(pipeline(fetch=(), parse=("fetsh",)))
    assert not result.valid
    (error,) = result.errors
    assert (error.stage_name, error.accessed_stage) == ("parse", "fetsh")
    assert "does not exist" in error.message
    assert error.suggestion == "did you mean 'fetch'?"


def test_every_member_of_a_cycle_has_its_own_path__12_1() -> None:
    result = lint_pipeline(pipeline(a=("c",), b=("a",), c=("b",)))
    assert found(result) == [(ERROR, name, None) for name in "abc"]
    assert [issue.message for issue in result.issues] == [
        "Circular dependency: a -> c -> b -> a",
        "Circular dependency: b -> a -> c -> b",
        "Circular dependency: c -> b -> a -> c",
    ]


def test_an_isolated_stage_is_a_warning__12_1() -> None:
    result = lint_pipeline(pipeline(a=(), b=("a",), alone=()))
    assert result.valid
    assert found(result) == [(WARNING, "alone", None)]
    assert "isolated" in result.warnings[0].message


@pytest.mark.parametrize("made", [pipeline(), pipeline(only=())], ids=["no-stage", "one-stage"])
def test_nothing_is_isolated_in_a_pipeline_of_less_than_two__12_1(made: Pipeline) -> None:
    assert lint_pipeline(made).issues == []


def test_every_issue_has_a_suggestion_and_no_line__12_1() -> None:
    issues = lint_pipeline(pipeline(a=("a", "nobody", "b"), b=("a",), alone=())).issues
    assert len(issues) == 5
    assert all(issue.suggestion and issue.line_number is None for issue in issues)


def test_issues_come_by_rule_and_then_as_declared__d_29() -> None:
    made = pipeline(z=("z", "no2", "no1"), y=("x",), x=("y",), b=(), a=())
    assert found(lint_pipeline(made)) == [
        (ERROR, "z", "z"),
        (ERROR, "z", "no2"),
        (ERROR, "z", "no1"),
        (ERROR, "y", None),
        (ERROR, "x", None),
        (WARNING, "b", None),
        (WARNING, "a", None),
    ]


def test_a_dependency_named_twice_is_reported_once__12_1() -> None:
    result = lint_pipeline(pipeline(a=("nobody", "nobody")))
    assert len(result.errors) == 1
    assert result.dependency_count == 1


def closed_chain(n: int) -> Pipeline:
    return pipeline(**{f"s{i}": (f"s{(i - 1) % n}",) for i in range(n)})


def test_a_cycle_of_ten_thousand_stages_is_neither_recursive_nor_square__d_29() -> None:
    result = lint_pipeline(closed_chain(10_000))
    assert len(result.errors) == 10_000
    longest = max(len(issue.message) for issue in result.issues)
    assert longest < 300
    assert result.errors[500].message.startswith("Circular dependency: s500 -> s499 -> ")
    assert result.errors[500].message.endswith(" -> s500")


def test_layers_with_exponentially_many_paths_are_walked_once__d_29() -> None:
    class Counted(tuple):  # type: ignore[type-arg]
        reads = 0

        def __iter__(self) -> Any:
            Counted.reads += 1
            return super().__iter__()

    layers = [[f"l{layer}_{i}" for i in range(5)] for layer in range(40)]
    edges = {name: Counted(layers[i - 1] if i else ()) for i, names in enumerate(layers) for name in names}
    assert knots(edges) == []
    assert Counted.reads == len(edges)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=8))
def test_exactly_the_stages_on_a_cycle_are_named_with_a_true_path(drawn: dict[str, list[str]]) -> None:
    edges = {name: [t for t in dict.fromkeys(targets) if t in drawn and t != name] for name, targets in drawn.items()}

    def reaches(start: str, goal: str) -> bool:
        seen: set[str] = set()
        stack = list(edges[start])
        while stack:
            name = stack.pop()
            if name not in seen:
                seen.add(name)
                stack.extend(edges[name])
        return goal in seen

    paths = {name: text for members in knots(edges) for name, text in cycles(edges, members).items()}
    assert set(paths) == {name for name in edges if reaches(name, name)}
    for name, text in paths.items():
        path = text.split(" -> ")
        assert path[0] == path[-1] == name
        assert all(target in edges[source] for source, target in pairwise(path))
        assert len(set(path[1:])) == len(path) - 1


def test_only_a_pipeline_can_be_linted() -> None:
    with pytest.raises(TypeError, match="lint it before build"):
        lint_pipeline(pipeline(a=()).build())  # type: ignore[arg-type]


def test_severities__12_2() -> None:
    assert {s.name: s.value for s in IssueSeverity} == {"ERROR": "error", "WARNING": "warning", "INFO": "info"}


def test_an_issue_is_frozen_positional_and_readable__12_2() -> None:
    issue = DependencyIssue("a", "is wrong", ERROR, "b", "mend it", 7)
    assert (issue.stage_name, issue.message, issue.severity) == ("a", "is wrong", ERROR)
    assert (issue.accessed_stage, issue.suggestion, issue.line_number) == ("b", "mend it", 7)
    assert str(issue) == "[ERROR] a: is wrong\n  Suggestion: mend it\n  Line: 7"
    assert str(DependencyIssue("a", "is odd", WARNING)) == "[WARNING] a: is odd"
    with pytest.raises(dataclasses.FrozenInstanceError):
        issue.message = "x"  # type: ignore[misc]


def test_a_result_filters_by_severity_and_reads_as_text__12_2() -> None:
    issues = [DependencyIssue("a", "m1", ERROR), DependencyIssue("b", "m2", WARNING)]
    result = DependencyLintResult(False, issues, 2, 1)
    assert (result.errors, result.warnings) == (issues[:1], issues[1:])
    assert str(result).splitlines() == [
        "✗ Found 1 error(s)", "  Stages: 2", "  Dependencies: 1", "", "Issues:", "  [ERROR] a: m1", "  [WARNING] b: m2",
    ]  # fmt: skip
    assert str(DependencyLintResult(True)).splitlines() == [
        "✓ Pipeline dependencies are valid", "  Stages: 0", "  Dependencies: 0",
    ]  # fmt: skip
    assert DependencyLintResult(True).issues is not DependencyLintResult(True).issues


@pytest.mark.parametrize("method", ["get_from", "require_from", "get_output", "has_output"])
def test_literal_reads_of_other_stages_are_found__12_4(method: str) -> None:
    source = f"async def execute(self, ctx):\n    return ctx.inputs.{method}('other', 'key')\n"
    assert analyze_stage_source(source) == [("other", 2)]


@pytest.mark.parametrize(
    "source",
    ["x.get_from(name, 'k')", "x.get_from()", "x.get_from(3, 'k')", "get_from('a', 'k')", "x.get('a')", "def (", "\0"],
    ids=["variable", "no-argument", "number", "plain-function", "other-method", "syntax-error", "null-byte"],
)
def test_nothing_else_is_found__12_4(source: str) -> None:
    assert analyze_stage_source(source) == []


def test_reads_inside_the_arguments_of_reads_are_found__12_4() -> None:
    visitor = DependencyAccessVisitor()
    visitor.visit(ast.parse("a.get_from('x', b.get_output('y'))"))
    assert visitor.accessed_stages == [("x", 1), ("y", 1)]


FILE = """
from dataclasses import dataclass
from stageflow import Pipeline, StageKind

@dataclass
class Options:
    size: int = 1

async def stage(ctx): ...

def add(p, name, *dependencies):
    return p.with_stage(name, stage, StageKind.WORK, dependencies=dependencies)

zoo = add(add(Pipeline(), "a"), "b", "a")
_hidden = add(Pipeline(), "x", "x")

def create_wrong():
    return add(Pipeline(), "s", "nobody")

def create_with_arguments(needed):
    raise AssertionError

def main_pipeline():
    return add(Pipeline(), "only")

async def create_later():
    return Pipeline()

def build():
    raise AssertionError
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pipelines.py"
    path.write_text(FILE)
    return path


def test_a_file_gives_all_its_pipelines_by_name__12_3(file: Path) -> None:
    result = lint_pipeline_file(str(file))
    assert found(result) == [(ERROR, "create_wrong.s", "nobody")]
    assert (result.valid, result.stage_count, result.dependency_count) == (False, 4, 2)


def test_a_file_leaves_no_module_behind__d_30(file: Path) -> None:
    before = set(sys.modules)
    lint_pipeline_file(file)
    assert set(sys.modules) - before <= {name for name in sys.modules if name.startswith("stageflow.")}
    marker: Any = object()
    sys.modules["pipeline_module"] = marker
    try:
        lint_pipeline_file(file)
        assert sys.modules["pipeline_module"] is marker
    finally:
        del sys.modules["pipeline_module"]


def test_a_file_without_a_pipeline_is_valid_with_a_warning__12_3(tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("x = 1\n")
    result = lint_pipeline_file(tmp_path / "empty.py")
    assert result.valid
    assert found(result) == [(WARNING, "<module>", None)]


def test_a_missing_file__12_3(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lint_pipeline_file(tmp_path / "none.py")


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.py", "raise ValueError('no')"), ("a.py", "def ("), ("a.txt", "x = 1"), ("a.py", "import sys; sys.exit(3)")],
    ids=["raises", "syntax", "no-python-suffix", "exits"],
)
def test_a_file_that_cannot_be_loaded__12_3(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ImportError, match=name):
        lint_pipeline_file(tmp_path / name)
    assert "pipeline_module" not in sys.modules


def test_no_command_prints_help__12_5(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "lint" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nonsense"], ["lint"]])
def test_wrong_usage_is_2__12_5(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_one_line_and_1__12_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.py").write_text("raise ValueError('two\\nlines')")
    for name in ("none.py", "bad.py"):
        assert main(["lint", str(tmp_path / name)]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("Error")
        assert len(shown.err.splitlines()) == 1


def test_valid_is_0_and_invalid_is_1__12_5(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_main([str(file)]) == 1
    assert capsys.readouterr().out.strip() == str(lint_pipeline_file(file))
    (tmp_path / "ok.py").write_text("from stageflow import Pipeline\np = Pipeline()\n")
    assert lint_main([str(tmp_path / "ok.py")]) == 0
    assert capsys.readouterr().out.startswith("✓")


def test_strict_counts_warnings_as_errors__d_30(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.py").write_text("")
    assert main(["lint", str(tmp_path / "empty.py")]) == 0
    assert main(["lint", "--strict", str(tmp_path / "empty.py")]) == 1
    assert "✗ Found 1 error(s)" in capsys.readouterr().out


def test_json__12_5(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--json", str(file)]) == 1
    text = capsys.readouterr().out
    assert text.startswith('{\n  "valid"')
    shown = json.loads(text)
    assert list(shown) == ["valid", "stage_count", "dependency_count", "issues"]
    assert shown["issues"][0] | {"message": "", "suggestion": ""} == {
        "stage_name": "create_wrong.s", "message": "", "severity": "error", "accessed_stage": "nobody",
        "suggestion": "", "line_number": None,
    }  # fmt: skip


@pytest.mark.parametrize("module", [["stageflow.cli", "lint"], ["stageflow.cli.lint"]], ids=["cli", "cli.lint"])
def test_run_as_a_module_it_warns_of_nothing__d_30(module: list[str], file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *module, str(file)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
