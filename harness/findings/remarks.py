"""What a person or a model remarks about a subject: validated, kept apart from what was checked, never judged by."""

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from harness.catalogue.severities import FindingType, Severity
from harness.errors import MissionError, Problem, UsageError
from harness.findings.document import Strict
from harness.findings.fingerprint import fingerprint, readable_id
from harness.findings.ledger import REPORTED, LedgerEntry
from harness.mission.model import MISSION_ID
from harness.mission.places import Document, read_bytes, read_document, shown
from harness.mission.words import suggestion

REMARKS = "remarks"
_TITLE_CHARS_MAX = 200
_TEXT_CHARS_MAX = 10_000
_PLACEHOLDER = re.compile(
    r"(?i)\W*(todo|tbd|fixme|xxx+|n/?a|none|title|description|lorem ipsum.*|<[^>]*>)\W*", re.DOTALL
)


class Remark(Strict):
    """One remark. `by` names the person or the model; `subject` is what it is about, as `run --subject` takes it."""

    mission: str = Field(pattern=MISSION_ID)
    type: Literal[
        "bug", "security", "performance", "reliability", "dx", "improvement", "documentation", "feature_request"
    ]
    severity: Severity
    title: str = Field(min_length=1, max_length=_TITLE_CHARS_MAX)
    description: str = Field(min_length=1, max_length=_TEXT_CHARS_MAX)
    component: str = Field(min_length=1, max_length=_TITLE_CHARS_MAX)
    by: str = Field(min_length=1, max_length=_TITLE_CHARS_MAX)
    subject: str = Field(default="", max_length=_TITLE_CHARS_MAX)


def read_remarks(path: Path) -> list[Remark]:
    """The remarks of a YAML or JSON file: `remarks:` and a list.

    Raises MissionError with every problem and its place, UsageError where no remark is there.
    """
    document = read_document(read_bytes(path), shown(path))
    listed = document.data.get(REMARKS)
    if set(document.data) != {REMARKS} or not isinstance(listed, tuple) or not listed:
        raise UsageError(
            f"{shown(path)}: no remarks\n  expected 'remarks:' and a list; each entry has {', '.join(_required())}"
        )
    remarks, problems = [], []
    for index, raw in enumerate(listed):
        try:
            remark = Remark.model_validate(raw)
        except ValidationError as error:
            problems += [_problem(document, index, detail) for detail in error.errors(include_url=False)]
            continue
        problems += [
            _placeholder(document, index, name) for name in ("title", "description") if _says_nothing(remark, name)
        ]
        remarks.append(remark)
    if problems:
        raise MissionError(sorted(problems, key=lambda p: (p.line, p.column)))
    return remarks


def remarked(entry: LedgerEntry | None, remark: Remark, at: str) -> LedgerEntry:
    """The entry of a remark made at a time (UTC, ISO 8601). The same remark again is one more occurrence of it.

    Its identity is mission, component and title; who made it and when does not enter.
    """
    identity = identity_of(remark)
    subjects = {remark.subject} if remark.subject else set()
    if entry is not None:
        return entry.model_copy(
            update={
                "severity": remark.severity,
                "type": remark.type,
                "description": remark.description,
                "last_seen": max(entry.last_seen, at),
                "occurrences": entry.occurrences + 1,
                "subjects": sorted({*entry.subjects, *subjects}),
                "reported_by": sorted({*entry.reported_by, remark.by}),
            }
        )
    type_: FindingType = remark.type
    return LedgerEntry(
        fingerprint=identity,
        id=readable_id(remark.mission, type_, identity),
        mission=remark.mission,
        type=type_,
        severity=remark.severity,
        title=remark.title,
        component=remark.component,
        description=remark.description,
        reported_by=[remark.by],
        first_seen=at,
        last_seen=at,
        occurrences=1,
        runs={},
        subjects=sorted(subjects),
    )


def identity_of(remark: Remark) -> str:
    """The fingerprint of a remark; one that differs in case and spaces alone is the same."""
    return fingerprint(remark.mission, REPORTED, remark.component, " ".join(remark.title.casefold().split()))


def _required() -> list[str]:
    return [name for name, field in Remark.model_fields.items() if field.is_required()]


def _says_nothing(remark: Remark, name: str) -> bool:
    return _PLACEHOLDER.fullmatch(getattr(remark, name)) is not None


def _placeholder(document: Document, index: int, name: str) -> Problem:
    line, column = document.place((REMARKS, index, name))
    return Problem(
        document.file, line, column, f"'{name}' is a placeholder", "say what was seen, or leave the remark out"
    )


def _problem(document: Document, index: int, detail: Any) -> Problem:
    trail = (REMARKS, index, *detail["loc"])
    unknown = detail["type"] == "extra_forbidden"
    line, column = document.place(trail, key=unknown)
    name = str(detail["loc"][-1]) if detail["loc"] else f"remark {index + 1}"
    if unknown:
        return Problem(
            document.file,
            line,
            column,
            f"unknown key '{name}'",
            suggestion(name, list(Remark.model_fields), "known keys"),
        )
    if detail["type"] == "missing":
        return Problem(
            document.file, line, column, f"remark {index + 1} has no '{name}'", f"expected {', '.join(_required())}"
        )
    return Problem(document.file, line, column, f"'{name}' cannot be used: {detail['msg']}")
