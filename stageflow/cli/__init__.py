"""The command line: `python -m stageflow.cli lint FILE`."""

from typing import TYPE_CHECKING, Any

from stageflow.cli.issues import DependencyIssue, DependencyLintResult
from stageflow.cli.issues import IssueSeverity as IssueSeverity
from stageflow.cli.source import analyze_stage_source as analyze_stage_source

if TYPE_CHECKING:
    from stageflow.cli.lint import lint_pipeline, lint_pipeline_file

__all__ = ["DependencyIssue", "DependencyLintResult", "lint_pipeline", "lint_pipeline_file"]


def __getattr__(name: str) -> Any:
    # lazily, because `python -m stageflow.cli.lint` warns when its own package has imported it already
    if name in ("lint_pipeline", "lint_pipeline_file"):
        from stageflow.cli import lint

        return getattr(lint, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
