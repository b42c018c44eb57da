"""`lint`: the rules, the files, and the command `python -m stageflow.cli.lint FILE`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace

from stageflow.cli.files import lint_pipeline_file
from stageflow.cli.issues import DependencyIssue, DependencyLintResult, IssueSeverity
from stageflow.cli.rules import lint_pipeline
from stageflow.cli.source import DependencyAccessVisitor, analyze_stage_source

__all__ = [
    "DependencyAccessVisitor",
    "DependencyIssue",
    "DependencyLintResult",
    "IssueSeverity",
    "analyze_stage_source",
    "lint_pipeline",
    "lint_pipeline_file",
    "main",
]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lint`."""
    parser.add_argument("file", help="a Python file that defines pipelines; it is executed")
    parser.add_argument("--verbose", "-v", action="store_true", help="show issues of severity info too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")


def run(options: argparse.Namespace) -> int:
    """Lint a file and print the result; 0 when it is valid, 1 when not or when the file cannot be loaded."""
    try:
        result = lint_pipeline_file(options.file)
    except (FileNotFoundError, ImportError) as error:
        print("Error:", " ".join(str(error).split()), file=sys.stderr)
        return 1
    if options.strict:
        result = _strict(result)
    if not options.verbose:
        result = replace(result, issues=[i for i in result.issues if i.severity is not IssueSeverity.INFO])
    print(json.dumps(result.to_dict(), indent=2) if options.json else result)
    return 0 if result.valid else 1


def _strict(result: DependencyLintResult) -> DependencyLintResult:
    issues = [
        replace(issue, severity=IssueSeverity.ERROR) if issue.severity is IssueSeverity.WARNING else issue
        for issue in result.issues
    ]
    return replace(result, valid=not any(i.severity is IssueSeverity.ERROR for i in issues), issues=issues)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line of this module; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m stageflow.cli.lint", description="Check a pipeline's dependencies."
    )
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
