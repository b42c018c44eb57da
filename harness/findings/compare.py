"""Two runs of one mission against each other: answers, findings by fingerprint, regressions. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from harness.catalogue.severities import SEVERITIES, Severity
from harness.errors import ExitCode
from harness.findings.assemble import briefs
from harness.findings.compare_counts import Count, Difference, counts, differences, pipeline_counts
from harness.findings.compare_times import TimeChange, Times, Together, compare_times
from harness.findings.document import FindingBrief, Hypothesis, HypothesisResult, MissionVerdict, RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.logs.compare import LogComparison, compare_logs
from harness.findings.verdict import FailOn, at_or_over, is_bug

_DECIDED: frozenset[HypothesisResult] = frozenset({"holds", "refuted"})
_UNDECIDED: frozenset[HypothesisResult] = frozenset({"inconclusive", "harness_error"})


@dataclass(frozen=True, slots=True)
class HypothesisChange:
    """A hypothesis in both runs; a result is None where that run does not state the hypothesis."""

    id: str
    claim: str
    base: HypothesisResult | None
    head: HypothesisResult | None
    promised: bool

    @property
    def changed(self) -> bool:
        return self.base != self.head


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings by fingerprint. A persisting finding is given as (base, head)."""

    new: tuple[FindingBrief, ...] = ()
    fixed: tuple[FindingBrief, ...] = ()
    persisting: tuple[tuple[FindingBrief, FindingBrief], ...] = ()


RegressionKind = Literal["refuted", "no longer decided", "new bug", "graver bug", "slower"]
SLOWER: Severity = "medium"
"""How grave it is that native trials became slower: real time alone never refutes anything."""


@dataclass(frozen=True, slots=True)
class Regression:
    """One reason for exit code 1: the hypothesis or the finding that got worse."""

    kind: RegressionKind
    id: str
    fingerprint: str
    text: str
    base: str
    head: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name, its mission, what it found. `run` is None where findings.json is all there is of it."""

    name: str
    mission: str
    findings: Sequence[FindingBrief]
    run: RunDocument | None

    @classmethod
    def of_run(cls, run: RunDocument) -> "Side":
        """A run of which everything is there."""
        return cls(run.run_id, run.mission.id, run.findings, run)

    @classmethod
    def of_findings(cls, name: str, document: FindingsDocument) -> "Side":
        """What is known of a run by its findings.json."""
        return cls(name, document.metadata.roadmap_entry_id, briefs(document.findings), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """BASE against HEAD. Of runs of different missions neither hypotheses nor findings are compared.

    `unknown` says why nothing but findings is compared; it is empty where both runs are there.
    """

    base: Side
    head: Side
    unknown: str
    fail_on: FailOn
    differences: tuple[Difference, ...]
    hypotheses: tuple[HypothesisChange, ...]
    findings: FindingChanges
    counts: tuple[Count, ...]
    pipeline_counts: tuple[Count, ...]
    logs: LogComparison | None
    times: Times
    regressions: tuple[Regression, ...]
    comparable: bool

    @property
    def verdicts(self) -> tuple[MissionVerdict, MissionVerdict] | None:
        """Of BASE and of HEAD; None where one of them is not known."""
        return (self.base.run.verdict, self.head.run.verdict) if self.base.run and self.head.run else None


def compare(base: RunDocument, head: RunDocument, fail_on: FailOn) -> Comparison:
    """Two runs of which everything is there: see `compare_sides`."""
    return compare_sides(Side.of_run(base), Side.of_run(head), fail_on)


def compare_sides(base: Side, head: Side, fail_on: FailOn) -> Comparison:
    """What changed from BASE to HEAD.

    A regression is a promise that got refuted, a hypothesis that held and is no longer decided, a bug at or over
    `fail_on` that is new or became graver, and, from `medium` on, native trials that became slower. Strengths, DX
    issues, improvements and documentation are none, and neither is a hypothesis that HEAD says it does not support.
    Runs of different missions, or without an answer or a finding in common, are not comparable.
    """
    same_mission = base.mission == head.mission
    findings = _findings(base.findings, head.findings) if same_mission else FindingChanges()
    known = _Known(
        tuple(f"{side} is findings.json alone" for side, of in (("BASE", base), ("HEAD", head)) if not of.run)
    )
    if base.run is not None and head.run is not None:
        known = _of_runs(base.run, head.run, same_mission=same_mission)
    regressions: list[Regression] = []
    if same_mission and fail_on != "never":
        regressions = [
            *_regressed_hypotheses(known.hypotheses),
            *_regressed_findings(findings, fail_on),
            *_slower(known.times, fail_on),
        ]
    answered = any(h.base in _DECIDED and h.head in _DECIDED for h in known.hypotheses)
    found = bool(findings.new or findings.fixed or findings.persisting)
    return Comparison(
        base=base,
        head=head,
        unknown=" and ".join(known.unknown),
        fail_on=fail_on,
        differences=known.differences,
        hypotheses=known.hypotheses,
        findings=findings,
        counts=known.counts,
        pipeline_counts=known.pipeline_counts,
        logs=known.logs,
        times=known.times,
        regressions=tuple(regressions),
        comparable=same_mission and (answered or found or bool(regressions)),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What only whole runs can be compared by."""

    unknown: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    hypotheses: tuple[HypothesisChange, ...] = ()
    counts: tuple[Count, ...] = ()
    pipeline_counts: tuple[Count, ...] = ()
    logs: LogComparison | None = None
    times: Times = field(default_factory=Times)


def _of_runs(base: RunDocument, head: RunDocument, *, same_mission: bool) -> _Known:
    if not same_mission:
        return _Known(differences=tuple(differences(base, head)))
    return _Known(
        differences=tuple(differences(base, head)),
        hypotheses=tuple(_hypotheses(base.hypotheses, head.hypotheses)),
        counts=tuple(counts(base, head)),
        pipeline_counts=tuple(pipeline_counts(base, head)),
        logs=compare_logs(base.logs, head.logs),
        times=compare_times(base, head),
    )


def diff_exit_code(comparison: Comparison) -> ExitCode:
    """1 for a regression, else 3 when nothing was comparable, else 0."""
    if comparison.regressions:
        return ExitCode.FOUND
    return ExitCode.OK if comparison.comparable else ExitCode.INCONCLUSIVE


def _hypotheses(base: Sequence[Hypothesis], head: Sequence[Hypothesis]) -> Iterator[HypothesisChange]:
    before, after = {h.id: h for h in base}, {h.id: h for h in head}
    for id_ in {**after, **before}:
        old, new = before.get(id_), after.get(id_)
        one = new or before[id_]
        yield HypothesisChange(
            id_, one.claim, old.result if old else None, new.result if new else None, one.promise is not None
        )


def _findings(base: Sequence[FindingBrief], head: Sequence[FindingBrief]) -> FindingChanges:
    before, after = {f.fingerprint: f for f in base}, {f.fingerprint: f for f in head}
    return FindingChanges(
        new=_ordered(f for key, f in after.items() if key not in before),
        fixed=_ordered(f for key, f in before.items() if key not in after),
        persisting=tuple((before[f.fingerprint], f) for f in _ordered(after.values()) if f.fingerprint in before),
    )


def _regressed_hypotheses(hypotheses: Sequence[HypothesisChange]) -> Iterator[Regression]:
    for h in hypotheses:
        if h.head == "refuted" and h.base != "refuted" and h.promised:
            yield Regression("refuted", h.id, "", h.claim, h.base or "", h.head)
        elif h.base == "holds" and h.head in _UNDECIDED:
            yield Regression("no longer decided", h.id, "", h.claim, h.base, h.head)


def _regressed_findings(findings: FindingChanges, fail_on: FailOn) -> Iterator[Regression]:
    for f in findings.new:
        if is_bug(f) and at_or_over(f.severity, fail_on):
            yield Regression("new bug", f.id, f.fingerprint, f.title, "", f.severity)
    for old, f in findings.persisting:
        graver = not is_bug(old) or SEVERITIES.index(f.severity) < SEVERITIES.index(old.severity)
        if is_bug(f) and graver and at_or_over(f.severity, fail_on):
            yield Regression("graver bug", f.id, f.fingerprint, f.title, old.severity, f.severity)


def _slower(times: Times, fail_on: FailOn) -> Iterator[Regression]:
    if not at_or_over(SLOWER, fail_on):
        return
    named = list[tuple[str, TimeChange | Together]]()
    if times.together is not None:
        named.append((f"all {times.together.series} series", times.together))
    named += [(f"{change.pipeline}, {change.engine}", change) for change in times.changes]
    for name, change in named:
        if change.verdict == "worse":
            text = f"{change.ratio:.2f} times as long (95 % interval {change.low:.2f} to {change.high:.2f})"
            yield Regression("slower", name, "", text, "", SLOWER)


def _ordered(findings: Iterable[FindingBrief]) -> tuple[FindingBrief, ...]:
    return tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.id)))
