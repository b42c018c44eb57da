"""Two runs of one mission against each other: answers, findings by fingerprint, regressions. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from harness.catalogue.severities import SEVERITIES
from harness.errors import ExitCode
from harness.findings.document import FindingBrief, Hypothesis, HypothesisResult, MissionVerdict, RunDocument
from harness.findings.summary import run_totals
from harness.findings.verdict import FailOn, at_or_over, is_bug

_DECIDED: frozenset[HypothesisResult] = frozenset({"holds", "refuted"})
_UNDECIDED: frozenset[HypothesisResult] = frozenset({"inconclusive", "harness_error"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was not the same when the two runs were made, so that a reader weighs what follows."""

    what: str
    base: str
    head: str


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


@dataclass(frozen=True, slots=True)
class Count:
    """A number of both runs, for a reader; nothing is judged by it."""

    what: str
    base: int | float | None
    head: int | float | None


RegressionKind = Literal["refuted", "no longer decided", "new bug", "graver bug"]


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
class Comparison:
    """BASE against HEAD. Of runs of different missions neither hypotheses nor findings are compared."""

    base: RunDocument
    head: RunDocument
    fail_on: FailOn
    differences: tuple[Difference, ...]
    hypotheses: tuple[HypothesisChange, ...]
    findings: FindingChanges
    counts: tuple[Count, ...]
    regressions: tuple[Regression, ...]
    comparable: bool

    @property
    def verdicts(self) -> tuple[MissionVerdict, MissionVerdict]:
        return self.base.verdict, self.head.verdict


def compare(base: RunDocument, head: RunDocument, fail_on: FailOn) -> Comparison:
    """What changed from BASE to HEAD.

    A regression is a promise that got refuted, a hypothesis that held and is no longer decided, and a bug at or over
    `fail_on` that is new or became graver. Strengths, DX issues, improvements and documentation are none, and neither
    is a hypothesis that HEAD says it does not support. Runs of different missions, or without an answer or a finding in
    common, are not comparable.
    """
    same_mission = base.mission.id == head.mission.id
    hypotheses = tuple(_hypotheses(base.hypotheses, head.hypotheses)) if same_mission else ()
    findings = _findings(base.findings, head.findings) if same_mission else FindingChanges()
    regressions: list[Regression] = []
    if same_mission and fail_on != "never":
        regressions = [*_regressed_hypotheses(hypotheses), *_regressed_findings(findings, fail_on)]
    answered = any(h.base in _DECIDED and h.head in _DECIDED for h in hypotheses)
    found = bool(findings.new or findings.fixed or findings.persisting)
    return Comparison(
        base=base,
        head=head,
        fail_on=fail_on,
        differences=tuple(_differences(base, head)),
        hypotheses=hypotheses,
        findings=findings,
        counts=tuple(_counts(base, head)),
        regressions=tuple(regressions),
        comparable=same_mission and (answered or found or bool(regressions)),
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


def _differences(base: RunDocument, head: RunDocument) -> Iterator[Difference]:
    before, after = _conditions(base), _conditions(head)
    for what in {**before, **after}:
        if before.get(what) != after.get(what):
            yield Difference(what, before.get(what, "none"), after.get(what, "none"))


def _conditions(run: RunDocument) -> dict[str, str]:
    """Under what a run was made, in the order in which a reader wants to know."""
    return {
        "mission": run.mission.id,
        "priority": run.mission.priority,
        "risk": run.mission.risk,
        **{f"parameter {name}": str(value) for name, value in run.mission.parameters.items()},
        "subject": run.subject.spec,
        "stageflow version": run.subject.version,
        "content of the subject": run.subject.digest,
        "Python": run.subject.python,
        "plant": run.plant or "none",
        "budget": f"{run.budget_trials} trials" if run.budget_s is None else f"{run.budget_s:g} seconds of work",
        "seed": str(run.seed),
        "harness": run.harness,
        **dict(_leaves(run.environment, "")),
    }


def _leaves(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in sorted(values.items()):
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{name}.")
        else:
            yield f"machine {prefix}{name}", str(value)


def _counts(base: RunDocument, head: RunDocument) -> Iterator[Count]:
    before, after = _numbers(base), _numbers(head)
    yield from (Count(what, before[what], after[what]) for what in before)


def _numbers(run: RunDocument) -> dict[str, int | float | None]:
    totals = run_totals(run)
    return {
        "trials": totals.trials,
        "distinct schedules": totals.distinct_schedules,
        "operations recorded": totals.operations,
        "checks declared": run.checks_declared,
        "checks decided": run.checks_decided,
        "findings": len(run.findings),
        "log lines": run.logs.lines,
        "DX score": run.dx.overall,
    }


def _ordered(findings: Iterable[FindingBrief]) -> tuple[FindingBrief, ...]:
    return tuple(sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.id)))
