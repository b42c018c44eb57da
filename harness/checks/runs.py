"""The runs of a trial with several: when each began and settled, and whether any two overlapped."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event


@dataclass(frozen=True, slots=True)
class RunSpan:
    """One run of one phase: its `way` is how it was meant to end; `settled` is None where it never did."""

    run: str
    phase: str
    way: str
    began: int
    settled: Event | None

    def holds(self, at: int) -> bool:
        """Whether the run was under way at that step."""
        return self.began < at and (self.settled is None or at < self.settled.at)

    def said(self, name: str) -> str:
        """A field of its end; empty where it has none."""
        return "" if self.settled is None else str(self.settled.fields.get(name, ""))


def spans(evidence: TrialEvidence, phase: str = "") -> list[RunSpan]:
    """The runs in the order in which they began; of one phase where one is named."""
    ends = {(e.fields["run"], e.fields["phase"]): e for e in reversed(evidence.events("run_settled"))}
    return [
        RunSpan(
            str(e.fields["run"]),
            str(e.fields["phase"]),
            str(e.fields["way"]),
            e.at,
            ends.get((e.fields["run"], e.fields["phase"])),
        )
        for e in evidence.events("run_began")
        if phase in ("", e.fields["phase"])
    ]


def overlapped(runs: Sequence[RunSpan]) -> bool:
    """Whether one of them began before an earlier one had settled."""
    in_order = sorted(runs, key=lambda run: run.began)
    return any(later.began < (run.settled.at if run.settled else later.began + 1) for run, later in _pairs(in_order))


def _pairs(runs: Sequence[RunSpan]) -> list[tuple[RunSpan, RunSpan]]:
    """Each run with the one of those before it that settled last: where that one had settled, all had."""
    found: list[tuple[RunSpan, RunSpan]] = []
    last: RunSpan | None = None
    for run in runs:
        if last is not None:
            found.append((last, run))
        if last is None or _end(run) > _end(last):
            last = run
    return found


def _end(run: RunSpan) -> float:
    return float("inf") if run.settled is None else run.settled.at
