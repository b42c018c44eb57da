"""What the lint finds, as data and as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class IssueSeverity(Enum):
    """How much an issue matters. INFO is kept for tools that add issues of their own; the rules here never give it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class DependencyIssue:
    """One thing that is wrong with the dependencies of a stage."""

    stage_name: str
    message: str
    severity: IssueSeverity
    accessed_stage: str | None = None
    suggestion: str | None = None
    line_number: int | None = None

    def __str__(self) -> str:
        lines = [f"[{self.severity.value.upper()}] {self.stage_name}: {self.message}"]
        if self.suggestion:
            lines.append(f"  Suggestion: {self.suggestion}")
        if self.line_number is not None:
            lines.append(f"  Line: {self.line_number}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as `--json` prints it."""
        return {
            "stage_name": self.stage_name,
            "message": self.message,
            "severity": self.severity.value,
            "accessed_stage": self.accessed_stage,
            "suggestion": self.suggestion,
            "line_number": self.line_number,
        }


@dataclass
class DependencyLintResult:
    """All issues of a pipeline. `dependency_count` counts distinct names that some stage depends on."""

    valid: bool
    issues: list[DependencyIssue] = field(default_factory=list)
    stage_count: int = 0
    dependency_count: int = 0

    def _of(self, severity: IssueSeverity) -> list[DependencyIssue]:
        return [issue for issue in self.issues if issue.severity is severity]

    @property
    def errors(self) -> list[DependencyIssue]:
        """The issues that make the result invalid."""
        return self._of(IssueSeverity.ERROR)

    @property
    def warnings(self) -> list[DependencyIssue]:
        """The issues that are worth a look."""
        return self._of(IssueSeverity.WARNING)

    def __str__(self) -> str:
        verdict = "✓ Pipeline dependencies are valid" if self.valid else f"✗ Found {len(self.errors)} error(s)"
        lines = [verdict, f"  Stages: {self.stage_count}", f"  Dependencies: {self.dependency_count}"]
        if self.issues:
            lines += ["", "Issues:", *(f"  {issue}" for issue in self.issues)]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as `--json` prints it."""
        return {
            "valid": self.valid,
            "stage_count": self.stage_count,
            "dependency_count": self.dependency_count,
            "issues": [issue.to_dict() for issue in self.issues],
        }
