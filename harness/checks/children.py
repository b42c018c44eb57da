"""The child runs of a trial: who spawned whom, when each was under way, and how it ended."""

from dataclasses import dataclass

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event


@dataclass(frozen=True, slots=True)
class Child:
    """`over` is None where the child had not ended when the trial had; `how`: returned, raised or cancelled."""

    name: str
    parent: str
    began: int
    over: int | None
    how: str
    says: str


def reasons(evidence: TrialEvidence) -> dict[str, str]:
    """Child -> the reason with which it was cancelled by its id, where one was given."""
    asked = evidence.events("child_cancel_asked")
    return {str(e.fields["child"]): str(e.fields["reason"]) for e in asked if e.fields.get("reason")}


def children(evidence: TrialEvidence) -> list[Child]:
    """In the order in which they began."""
    ends: dict[str, Event] = {}
    for event in evidence.events("child_over"):
        ends.setdefault(str(event.fields["child"]), event)
    found = []
    for began in evidence.events("child_began"):
        name = str(began.fields["child"])
        end = ends.get(name)
        how, says = ("", "") if end is None else (str(end.fields["how"]), str(end.fields.get("says") or ""))
        parent = str(began.fields["parent"])
        found.append(Child(name, parent, began.at, None if end is None else end.at, how, says))
    return found
