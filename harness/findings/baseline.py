"""A baseline: findings that are known and fail no run. Pure: what stands in its file, and what that means for a run.

A baseline changes the exit code and nothing else; verdict, hypotheses and findings stay what the evidence says.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from harness.catalogue.severities import SEVERITIES, Severity
from harness.errors import MissionError, Problem
from harness.findings.document import BaselineAnswer, BaselineStatus, Hypothesis
from harness.findings.finding import Finding
from harness.findings.fingerprint import fingerprint
from harness.findings.verdict import Excused, is_bug, refuted_promises
from harness.mission.places import Document, Trail, read_document
from harness.mission.words import suggestion

SECTION = "findings"
KEYS = ("id", "mission", "check", "severity", "title", "reason", "until")
REQUIRED = ("id", "mission", "check", "severity")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One entry. `until` is an ISO date, the last day on which it counts; "" has no end."""

    fingerprint: str
    id: str
    mission: str
    check: str
    severity: Severity
    reason: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries by fingerprint, and where each stands in the text."""

    file: str
    known: Mapping[str, KnownFinding] = field(default_factory=dict)
    document: Document | None = None


def read_baseline(content: bytes, file: str) -> Baseline:
    """The baseline of a file's content. Raises MissionError with the place of everything that cannot be used."""
    document = read_document(content, file)
    problems = [
        _at(document, (key,), f"unknown key '{key}'", suggestion(key, ("schema", SECTION), "known keys"), key=True)
        for key in document.data
        if key not in ("schema", SECTION)
    ]
    if document.data.get("schema") != 1:
        problems.append(_at(document, ("schema",), "a baseline starts with 'schema: 1'"))
    listed = document.data.get(SECTION) or {}
    if not isinstance(listed, dict):
        raise MissionError([_at(document, (SECTION,), f"'{SECTION}' is no mapping", "its keys are fingerprints")])
    known = {}
    for name, raw in listed.items():
        found = list(_problems(document, name, raw))
        problems += found
        if not found:
            known[name] = KnownFinding(name, **{k: v for k, v in raw.items() if k != "title"})
    if problems:
        raise MissionError(sorted(problems, key=lambda p: (p.line, p.column)))
    return Baseline(file, known, document)


def answers(
    baseline: Baseline, findings: Sequence[Finding], hypotheses: Sequence[Hypothesis], day: str
) -> list[BaselineAnswer]:
    """What a baseline says on a day (an ISO date) of each finding that could fail a run, in the order of the findings.

    `new` is not in it; `expired` is, but its last day has passed; `regressed` is graver now than it was when it was
    taken in; only `known` is excused.
    """
    return [
        BaselineAnswer(
            fingerprint=f.fingerprint,
            id=f.id,
            status=_status(baseline.known.get(f.fingerprint), f, day),
            reason=entry.reason if (entry := baseline.known.get(f.fingerprint)) else "",
            until=entry.until if entry else "",
        )
        for f in failing(findings, hypotheses)
    ]


def failing(findings: Sequence[Finding], hypotheses: Sequence[Hypothesis]) -> list[Finding]:
    """The findings that can make a run end with 1: bugs, and whatever stands for a refuted promise."""
    refuted = {h.id for h in refuted_promises(hypotheses)}
    return [f for f in findings if is_bug(f) or (f.type != "strength" and f.hypothesis in refuted)]


def excused(
    said: Sequence[BaselineAnswer], mission: str, findings: Sequence[Finding], hypotheses: Sequence[Hypothesis]
) -> Excused:
    """What a run may show without ending with 1: known findings, and promises refuted by nothing but these."""
    known = frozenset(a.fingerprint for a in said if a.status == "known")
    shown = [f for f in findings if f.fingerprint in known]
    promises = (h for h in refuted_promises(hypotheses) if _is_covered(h, mission, shown))
    return Excused(known, frozenset(h.id for h in promises))


def fixed(baseline: Baseline, mission: str, findings: Sequence[Finding], hypotheses: Sequence[Hypothesis]) -> set[str]:
    """Entries of a mission that its run disproves: every pipeline's check passed, and nothing shows them.

    A check that the run did not decide leaves its entries as they are.
    """
    seen = {f.fingerprint for f in findings}
    verdicts: dict[str, set[str]] = {}
    for result in (c for h in hypotheses for c in h.checks):
        verdicts.setdefault(result.check, set()).add(result.verdict)
    return {
        name
        for name, entry in baseline.known.items()
        if entry.mission == mission and name not in seen and verdicts.get(entry.check) == {"PASS"}
    }


def _is_covered(hypothesis: Hypothesis, mission: str, known: Sequence[Finding]) -> bool:
    failed = [c for c in hypothesis.checks if c.verdict == "FAIL"]
    return bool(failed) and all(
        any(f.fingerprint == fingerprint(mission, c.check, f.component, c.signature) for f in known) for c in failed
    )


def _status(entry: KnownFinding | None, finding: Finding, day: str) -> BaselineStatus:
    if entry is None:
        return "new"
    if entry.until and entry.until < day:
        return "expired"
    graver = SEVERITIES.index(finding.severity) < SEVERITIES.index(entry.severity)
    return "regressed" if graver else "known"


def _problems(document: Document, name: str, raw: Any) -> Iterable[Problem]:
    here: Trail = (SECTION, name)
    if not _FINGERPRINT.fullmatch(name):
        yield _at(
            document, here, f"'{name}' is no fingerprint", "expected 16 hex digits, as findings.json has them", key=True
        )
    if not isinstance(raw, dict):
        yield _at(document, here, f"the entry is no mapping, expected the keys {', '.join(REQUIRED)}")
        return
    yield from (
        _at(document, (*here, key), f"unknown key '{key}'", suggestion(key, KEYS, "known keys"), key=True)
        for key in raw
        if key not in KEYS
    )
    yield from (_at(document, here, f"the entry has no '{key}'", key=True) for key in REQUIRED if key not in raw)
    for key in KEYS:
        if key in raw and not isinstance(raw[key], str):
            yield _at(document, (*here, key), f"'{key}' is no text", "put it in quotes")
    severity, until = raw.get("severity"), raw.get("until")
    if isinstance(severity, str) and severity not in get_args(Severity):
        yield _at(document, (*here, "severity"), f"unknown severity '{severity}'", suggestion(severity, SEVERITIES))
    if isinstance(until, str) and until and not _is_day(until):
        yield _at(document, (*here, "until"), f"'{until}' is no day", "expected a date such as 2027-01-31")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _at(document: Document, trail: Trail, message: str, hint: str = "", *, key: bool = False) -> Problem:
    line, column = document.place(trail, key=key)
    return Problem(document.file, line, column, message, hint)
