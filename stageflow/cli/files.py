"""Lint the pipelines that a Python file defines. Runs the file."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from stageflow.cli.issues import DependencyIssue, DependencyLintResult, IssueSeverity
from stageflow.cli.rules import lint_pipeline
from stageflow.pipeline.pipeline import Pipeline

_MODULE_NAME = "pipeline_module"


def lint_pipeline_file(file_path: str | Path) -> DependencyLintResult:
    """Check every pipeline of a file: public module attributes that are one, and what public functions named
    `create_...` or `..._pipeline` return when they are called without arguments.

    Stage names are prefixed by the name of the attribute; counts are sums. Without a pipeline the result is valid with
    one warning. The file is executed; it leaves nothing in sys.modules. Raises FileNotFoundError, and ImportError when
    the file is no Python or raises.
    """
    path = Path(file_path)
    if not path.exists():
        raise FileNotFoundError(f"no such file: {path}")
    before = sys.modules.get(_MODULE_NAME)
    try:
        found = list(_pipelines(_executed(path)))
    finally:
        if before is None:
            sys.modules.pop(_MODULE_NAME, None)
        else:
            sys.modules[_MODULE_NAME] = before
    if not found:
        suggestion = "define a Pipeline, or a function create_... or ..._pipeline that returns one"
        nothing = DependencyIssue("<module>", "No pipelines found", IssueSeverity.WARNING, None, suggestion)
        return DependencyLintResult(valid=True, issues=[nothing])
    results = [(name, lint_pipeline(pipeline)) for name, pipeline in found]
    return DependencyLintResult(
        valid=all(result.valid for _, result in results),
        issues=[
            replace(issue, stage_name=f"{name}.{issue.stage_name}")
            for name, result in results
            for issue in result.issues
        ],
        stage_count=sum(result.stage_count for _, result in results),
        dependency_count=sum(result.dependency_count for _, result in results),
    )


def _executed(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(_MODULE_NAME, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded as a Python file")
    module = importlib.util.module_from_spec(spec)
    # dataclasses and pickle look their module up by name while the file runs
    sys.modules[_MODULE_NAME] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise ImportError(f"{path} failed to load: {type(error).__name__}: {error}") from error
    return module


def _pipelines(module: ModuleType) -> Iterator[tuple[str, Pipeline]]:
    for name in sorted(vars(module)):
        held = getattr(module, name)
        if name.startswith("_"):
            continue
        if (
            not isinstance(held, Pipeline)
            and callable(held)
            and (name.startswith("create_") or name.endswith("_pipeline"))
        ):
            held = _called(held)
        if isinstance(held, Pipeline):
            yield name, held


def _called(factory: Any) -> Any:
    try:
        made = factory()
    except Exception:  # noqa: BLE001 - a function that needs arguments, or fails, is not for us
        return None
    if inspect.iscoroutine(made):
        made.close()  # an async function: nobody awaits it here
    return made
