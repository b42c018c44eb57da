"""The documents of a run without what it redacts. What comes from evidence is redacted already; the words of the
mission, and what checks say of what it expects, are not.
"""

from collections.abc import Mapping
from typing import Any

from harness.evidence.redaction import REDACTED, Redaction
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument

NAMES = frozenset(
    {
        *("id", "run_id", "agent_run_id", "roadmap_entry_id", "fingerprint", "digest", "schema", "schema_", "harness"),
        *("type", "severity", "priority", "risk", "verdict", "result", "status", "fail_on", "frequency", "clock"),
        *("pipeline", "pipelines", "check", "checks", "hypothesis", "plant", "audited", "settings", "caught_on"),
        *("guarantee", "family", "graph", "drivers", "engine", "category", "rubric", "name", "level", "keywords"),
        *("version", "python", "stageflow_version", "environment", "lines", "metrics", "by_setting"),
        *("created_at", "started_at", "completed_at", "first_seen", "last_seen", "at", "until"),
        *("file", "path", "token", "repro", "command"),
    }
)
"""Fields that say who or which, in words of the harness, and places: a pattern that happens to fit one changes none."""


def without(
    documents: tuple[RunDocument, FindingsDocument], redaction: Redaction
) -> tuple[RunDocument, FindingsDocument]:
    """Both documents with every other text redacted; a parameter of the mission with the name of a key is, too."""
    if not redaction:
        return documents
    run, findings = documents
    told = run.model_dump(by_alias=True)
    parameters = {k: REDACTED if redaction.names(k) else v for k, v in told["mission"]["parameters"].items()}
    told["mission"]["parameters"] = parameters
    return (
        RunDocument.model_validate(_shown(told, redaction)),
        FindingsDocument.model_validate(_shown(findings.model_dump(by_alias=True), redaction)),
    )


def _shown(value: Any, redaction: Redaction) -> Any:
    if isinstance(value, str):
        return redaction.text(value)
    if isinstance(value, Mapping):
        return {k: v if _is_a_name(k, v) else _shown(v, redaction) for k, v in value.items()}
    return [_shown(inner, redaction) for inner in value] if isinstance(value, list) else value


def _is_a_name(key: str, value: Any) -> bool:
    """`checks` of a hypothesis are results and no names, `replay` of a brief finding is a command."""
    if isinstance(value, list):
        return key in NAMES and all(isinstance(inner, str) for inner in value)
    return key in NAMES or (key == "replay" and isinstance(value, str))
