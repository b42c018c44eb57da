"""Types and severities of findings, as missions declare them and findings carry them."""

from collections.abc import Mapping
from typing import Literal

FindingType = Literal[
    "strength",
    "bug",
    "security",
    "performance",
    "reliability",
    "dx",
    "improvement",
    "documentation",
    "feature_request",
]
Severity = Literal["critical", "high", "medium", "low", "info"]
Risk = Literal["catastrophic", "severe", "high", "moderate", "low"]

SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")
TYPE_CODES: Mapping[FindingType, str] = {
    "strength": "STR",
    "bug": "BUG",
    "security": "SEC",
    "performance": "PERF",
    "reliability": "REL",
    "dx": "DX",
    "improvement": "IMP",
    "documentation": "DOC",
    "feature_request": "FEAT",
}
BUG_TYPES: frozenset[FindingType] = frozenset({"bug", "security", "performance", "reliability"})
SEVERITY_OF_RISK: Mapping[Risk, Severity] = {
    "catastrophic": "critical",
    "severe": "high",
    "high": "high",
    "moderate": "medium",
    "low": "low",
}
