"""Every finding that was ever seen below a results folder, and what people decided about it. Pure: no file, no clock.

The ledger is a convenience: no verdict and no exit code depends on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from harness.catalogue.severities import FindingType, Severity
from harness.findings.document import FindingBrief, RunDocument, Strict

Status = Literal["open", "accepted", "resolved", "regressed"]
STATUSES: tuple[Status, ...] = ("open", "regressed", "accepted", "resolved")
REPORTED = "reported"
"""In place of a check, where a person or a model said it: nothing was checked."""
_SHOWN = {"id", "type", "severity", "title", "component"}


class LedgerEntry(Strict):
    """One finding over all its runs. Times are UTC, as ISO 8601; `until` is a date, the last day of an acceptance."""

    fingerprint: str
    id: str
    mission: str
    type: FindingType
    severity: Severity
    title: str
    component: str
    description: str = ""  # of a remark; that of a finding stands in its runs
    reported_by: list[str] = Field(default_factory=list)  # empty: a run found it
    first_seen: str
    last_seen: str
    occurrences: int
    runs: dict[str, str]  # run folder, relative to the results folder -> its start
    subjects: list[str]
    status: Status = "open"
    owner: str = ""
    reason: str = ""
    until: str = ""
    decided_at: str = ""


class LedgerDocument(Strict):
    """The whole of ledger.json: entries by fingerprint."""

    schema_: Literal[1] = Field(alias="schema", default=1)
    entries: dict[str, LedgerEntry] = Field(default_factory=dict)

    model_config = Strict.model_config | {"populate_by_name": True}


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when a finding was seen: the run folder relative to the results folder, its start, its subject."""

    run: str
    at: str
    subject: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding, and when."""

    status: Literal["accepted", "resolved"]
    at: str
    reason: str = ""
    owner: str = ""
    until: str = ""


def sighting_of(run: RunDocument) -> Sighting:
    """The sighting that a run's own document gives."""
    return Sighting(f"{run.mission.id}/{run.run_id}", run.started_at, run.subject.spec)


def with_run(entries: Mapping[str, LedgerEntry], run: RunDocument) -> dict[str, LedgerEntry]:
    """The entries after a run. A run that is noted twice counts once, and runs may be noted in any order."""
    seen = sighting_of(run)
    noted = {f.fingerprint: seen_again(entries.get(f.fingerprint), f, run.mission.id, seen) for f in run.findings}
    return {**entries, **noted}


def seen_again(entry: LedgerEntry | None, finding: FindingBrief, mission: str, seen: Sighting) -> LedgerEntry:
    """The entry of a finding after one more sighting of it; a resolved one that shows later is `regressed`.

    Its id, title and severity are those of the latest run, which may have declared them anew.
    """
    if entry is None:
        return LedgerEntry(
            fingerprint=finding.fingerprint,
            id=finding.id,
            mission=mission,
            type=finding.type,
            severity=finding.severity,
            title=finding.title,
            component=finding.component,
            first_seen=seen.at,
            last_seen=seen.at,
            occurrences=1,
            runs={seen.run: seen.at},
            subjects=[seen.subject],
        )
    is_known = entry.runs.get(seen.run) == seen.at
    came_back = entry.status == "resolved" and seen.at > entry.decided_at
    return entry.model_copy(
        update={
            **(finding.model_dump(include=_SHOWN) if seen.at >= entry.last_seen else {}),
            "first_seen": min(entry.first_seen, seen.at),
            "last_seen": max(entry.last_seen, seen.at),
            "occurrences": entry.occurrences + (not is_known),
            "runs": {**entry.runs, seen.run: seen.at},
            "subjects": sorted({*entry.subjects, seen.subject}),
            "status": "regressed" if came_back else entry.status,
        }
    )


def decided(entry: LedgerEntry, decision: Decision) -> LedgerEntry:
    """The entry once somebody has decided about it; an owner that is not named anew stays."""
    return entry.model_copy(
        update={
            "status": decision.status,
            "reason": decision.reason,
            "owner": decision.owner or entry.owner,
            "until": decision.until,
            "decided_at": decision.at,
        }
    )


def status_on(entry: LedgerEntry, day: str) -> Status:
    """The status on a day (an ISO date): an acceptance whose last day has passed is open again."""
    is_over = entry.status == "accepted" and entry.until != "" and entry.until < day
    return "open" if is_over else entry.status


def with_decisions(rebuilt: Mapping[str, LedgerEntry], salvaged: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """Rebuilt entries with what was decided about them before, and the remarks, which no run holds."""
    entries = dict(rebuilt)
    for old in salvaged:
        new = entries.get(old.fingerprint)
        if new is None:
            entries[old.fingerprint] = old
            continue
        kept = {name: getattr(old, name) for name in ("status", "owner", "reason", "until", "decided_at")}
        entries[old.fingerprint] = new.model_copy(update=kept)
    return entries
