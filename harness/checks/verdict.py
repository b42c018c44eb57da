"""What a check is given and what it answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

from harness.evidence.records import Event, Fingerprint, Operation, Record, Result, Summary, Trial
from harness.wire import ScenarioRun

WITNESS_LINES_MAX = 10


Aside = Literal["", "unsupported", "vacuous", "excluded", "not_run"]
"""Why an UNKNOWN does not count as a doubt; empty where it does, and for PASS and FAIL.

`vacuous`: the premise did not occur in this trial, though it might have. `excluded`: it cannot occur in this scenario,
whatever the subject does, as the scenario itself shows: excluded by construction. `unsupported`: the subject has no
such feature. `not_run`: nobody asked for it in this run.
"""


class Outcome(IntEnum):
    """PASS < UNKNOWN < FAIL, so that the worst of several is their maximum."""

    PASS = 0
    UNKNOWN = 1
    FAIL = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check's answer. `looked_at` counts the records it rests on; `signature` names the way it failed.

    The signature holds no times, ids, addresses or line numbers: a finding's identity is made from it.
    """

    outcome: Outcome
    reason: str
    looked_at: int = 0
    witness: tuple[str, ...] = ()
    signature: str = ""
    aside: Aside = ""

    @property
    def vacuous(self) -> bool:
        """The premise did not occur in this trial; another trial of the scenario may decide."""
        return self.aside == "vacuous"

    @property
    def excluded(self) -> bool:
        """The premise cannot occur in this scenario."""
        return self.aside == "excluded"

    @property
    def not_run(self) -> bool:
        """Nobody asked for it in this run: it counts neither way."""
        return self.aside == "not_run"

    @property
    def word(self) -> str:
        """As trials are counted: PASS, UNKNOWN, FAIL, or the reason why it says nothing of the trial."""
        return self.aside.upper() if self.aside in SAYS_NOTHING else self.outcome.name


def passed(reason: str, looked_at: int) -> Verdict:
    """The claim was looked at in `looked_at` records, and holds in all of them."""
    return Verdict(Outcome.PASS, reason, looked_at)


SAYS_NOTHING: tuple[Aside, ...] = ("unsupported", "vacuous", "excluded")
"""A trial of which a check says this takes nothing from one that it decides. The first of them stands for the rest."""


def unknown(reason: str, looked_at: int = 0) -> Verdict:
    """A doubt that no other trial takes away: evidence is missing, or the search ran out of its budget."""
    return Verdict(Outcome.UNKNOWN, reason, looked_at)


def vacuous(reason: str, looked_at: int = 0) -> Verdict:
    """The premise of the claim did not occur in this trial, though it might have."""
    return Verdict(Outcome.UNKNOWN, reason, looked_at, aside="vacuous")


def excluded(reason: str, looked_at: int = 0) -> Verdict:
    """Excluded by construction: say it only of what the scenario shows, never of what was merely not seen."""
    return Verdict(Outcome.UNKNOWN, reason, looked_at, aside="excluded")


def unsupported(reason: str, looked_at: int = 0) -> Verdict:
    """The subject has no such feature, as a look at its interface shows."""
    return Verdict(Outcome.UNKNOWN, f"unsupported: {reason}", looked_at, aside="unsupported")


def not_run(reason: str) -> Verdict:
    """Nobody asked for it in this run."""
    return Verdict(Outcome.UNKNOWN, f"not run: {reason}", aside="not_run")


def failed(reason: str, looked_at: int, witness: Sequence[str], signature: str) -> Verdict:
    """A FAIL; a witness longer than ten lines is cut, and says by how much. Text of several lines counts as several."""
    lines = tuple(line for text in witness for line in text.splitlines())
    if len(lines) > WITNESS_LINES_MAX:
        more = len(lines) - WITNESS_LINES_MAX + 1
        lines = (*lines[: WITNESS_LINES_MAX - 1], f"... and {more} more of the same kind")
    return Verdict(Outcome.FAIL, reason, looked_at, lines, signature)


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The gravest verdict, the first among equals; no verdict at all is UNKNOWN.

    What says nothing counts only where nothing else was said: a trial without overlap takes nothing from one with it.
    Of these, what is excluded comes last: where one trial is vacuous, the premise might have occurred.
    """
    if not verdicts:
        return unknown("no trial was judged")
    deciding = [v for v in verdicts if v.aside not in SAYS_NOTHING]
    if deciding:
        return max(deciding, key=lambda v: v.outcome)
    return min(verdicts, key=lambda v: SAYS_NOTHING.index(v.aside))


@dataclass(frozen=True, slots=True)
class TrialEvidence:
    """One trial as a check sees it: the scenario it belongs to, its head, its records in order."""

    scenario: ScenarioRun
    trial: Trial
    records: Sequence[Record]

    def operations(self, *names: str) -> list[Operation]:
        """Those of these kinds, in the order in which they were recorded: that of their returns."""
        return [r for r in self.records if type(r) is Operation and r.f in names]

    def events(self, *names: str) -> list[Event]:
        """Those of these names, in order."""
        return [r for r in self.records if type(r) is Event and r.name in names]

    @property
    def cut_short(self) -> bool:
        """Whether a sweep disturbed the run, so that stages and results may be missing."""
        return bool(self.events("run_cut_short"))

    def disturbances(self) -> list[str]:
        """What a sweep did to the run, one sentence each, for a witness."""
        return [
            f"The run was cancelled by its {e.fields['by']} after step {e.fields['step']}."
            if e.name == "run_cancelled"
            else f"Stage {e.fields['stage']} was made to {e.fields['kind']} before its step {e.fields['step']}."
            for e in self.events("run_cancelled", "fault_injected")
        ]

    def results(self) -> list[Result]:
        """What runs gave for their stages, in order."""
        return [r for r in self.records if type(r) is Result]

    def fingerprints(self, prefix: str = "") -> Iterator[tuple[str, dict[str, Fingerprint]]]:
        """(what, {when: fingerprint}) for everything whose name starts with `prefix`, in order of first record."""
        found: dict[str, dict[str, Fingerprint]] = {}
        for r in self.records:
            if type(r) is Fingerprint and r.of.startswith(prefix):
                found.setdefault(r.of, {})[r.when] = r
        yield from found.items()


@dataclass(frozen=True, slots=True)
class ScenarioEvidence:
    """All trials of a scenario for a check over several of them: stored heads, and counts over all trials."""

    scenario: ScenarioRun
    trials: Sequence[Trial]
    outcomes: Mapping[str, int]
    distinct_schedules: int
    count: int  # of all trials; `outcomes` holds the most frequent ones only
    distinct_outcomes: int
    unrepeatable: str = ""  # how one schedule, run twice, differed
    metrics: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: ScenarioRun, summary: Summary, trials: Sequence[Trial] = ()) -> "ScenarioEvidence":
        """From what was counted over all trials, and the heads of those that were stored."""
        return cls(
            scenario,
            trials,
            summary.outcomes,
            summary.distinct_schedules,
            summary.trials,
            summary.distinct_outcomes,
            summary.unrepeatable,
            summary.metrics,
        )


CheckFunction = Callable[[Any], Verdict]


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """A check registers itself in its file as `CHECK`. `over` is "trial" or "scenario": what it is handed."""

    name: str
    function: CheckFunction
    needs: tuple[str, ...] = ()
    over: str = "trial"
