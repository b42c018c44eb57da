"""Which stage of which run an event speaks of: for checks over trials with one run or with several."""

from collections.abc import Iterator

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event

COMPLETING = ("ok", "skip", "retry")
"""The ways of ending by which a stage completes: those that depend on it run."""
Who = tuple[str, str]
"""(run, stage); the run is empty in a trial that has one only and does not name it."""


def run_of(event: Event) -> str:
    return str(event.fields.get("run") or "")


def who(event: Event) -> Who:
    return run_of(event), str(event.fields.get("stage") or "")


def name_of(stage: Who) -> str:
    """In the words of a witness; what has a run and no stage is that run."""
    run, name = stage
    if not name:
        return run
    return f"{run}: stage {name}" if run else f"stage {name}"


def runs_of(evidence: TrialEvidence, *events: str) -> list[str]:
    """The runs that these events speak of, each once, in the order of their first event."""
    return list(dict.fromkeys(run_of(e) for e in evidence.events(*events)))


def by_stage(evidence: TrialEvidence, *events: str) -> Iterator[tuple[Who, list[Event]]]:
    """(stage of a run, its events in order) for each that these events speak of."""
    found: dict[Who, list[Event]] = {}
    for event in evidence.events(*events):
        found.setdefault(who(event), []).append(event)
    yield from found.items()
