"""Everything a report counts, from run.json and findings.json alone. Pure; no prose."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.catalogue.severities import SEVERITIES, TYPE_CODES, FindingType
from harness.findings.document import CheckResult, CheckWord, Hypothesis, RunDocument, Scenario
from harness.findings.finding import Finding, FindingsDocument, Recommendation
from harness.findings.silent_failures import SILENT_FAILURES, is_silent_failure
from harness.findings.verdict import is_bug

Priority = str
PRIORITIES: tuple[Priority, ...] = ("P0", "P1", "P2")
IMPROVEMENT_TYPES: frozenset[FindingType] = frozenset({"improvement", "feature_request"})
_WORST_FIRST: tuple[CheckWord, ...] = ("FAIL", "UNKNOWN", "PASS", "EXCLUDED")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings carry one label, and which."""

    label: str
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Judged:
    """Several verdicts as one: the worst of them, None where there is none, and what they rest on."""

    verdict: CheckWord | None
    checks: tuple[CheckResult, ...]

    @property
    def passed(self) -> int:
        return sum(check.verdict == "PASS" for check in self.checks)

    @property
    def asked(self) -> int:
        """Those that could decide something: without what is excluded by construction."""
        return sum(check.verdict != "EXCLUDED" for check in self.checks)

    @property
    def trials(self) -> int:
        return sum(check.trials for check in self.checks)

    @property
    def looked_at(self) -> int:
        return sum(check.looked_at for check in self.checks)

    @property
    def not_passed(self) -> tuple[CheckResult, ...]:
        return tuple(check for check in self.checks if check.verdict != "PASS")


@dataclass(frozen=True, slots=True)
class HypothesisSummary:
    """A hypothesis with what decided it and the bugs that concern it."""

    hypothesis: Hypothesis
    judged: Judged
    bugs: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PipelineSummary:
    """A pipeline as it was run. Trials that are not controlled ran on stock asyncio, or else with OS threads."""

    scenario: Scenario
    judged: Judged

    @property
    def asyncio_trials(self) -> int:
        return self.scenario.native_trials if {"native", "fresh_process"} & {*self.scenario.drivers} else 0

    @property
    def thread_trials(self) -> int:
        """With OS threads, whether under control or not."""
        elsewhere = self.scenario.explored_trials + self.scenario.sweep_trials + self.asyncio_trials
        return self.scenario.trials - elsewhere


@dataclass(frozen=True, slots=True)
class SilentFailureSummary:
    """One kind of silent failure; `judged.verdict` is None where none of its checks ran. `methods` says of each check
    that ran how it looks.
    """

    name: str
    judged: Judged
    methods: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation and the finding it comes from."""

    recommendation: Recommendation
    finding: Finding


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the scenarios. Every trial ran on stock asyncio, under a controlled schedule, disturbed by a sweep, or
    with OS threads.
    """

    trials: int
    asyncio_trials: int
    explored_trials: int
    thread_trials: int
    thread_schedules: int
    sweep_trials: int
    stored_trials: int
    distinct_schedules: int
    pairs: int
    pairs_both: int
    operations: int
    checks_failed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of one run. Strengths have no severity and are in no `by_severity` tally."""

    total: int
    by_severity: tuple[Tally, ...]
    by_type: tuple[Tally, ...]
    strengths: tuple[Finding, ...]
    bugs: tuple[Finding, ...]
    critical: tuple[Finding, ...]
    high: tuple[Finding, ...]
    security: tuple[Finding, ...]
    dx: tuple[Finding, ...]
    improvements: tuple[Finding, ...]
    others: tuple[Finding, ...]
    silent_failures: tuple[Finding, ...]
    silent_failure_checks: tuple[SilentFailureSummary, ...]
    hypotheses: tuple[HypothesisSummary, ...]
    pipelines: tuple[PipelineSummary, ...]
    advice: dict[Priority, tuple[Advice, ...]]
    totals: Totals
    coverage_percent: float | None

    @property
    def pipelines_passed(self) -> int:
        return sum(p.judged.verdict == "PASS" for p in self.pipelines)

    def with_result(self, result: str) -> list[Hypothesis]:
        return [h.hypothesis for h in self.hypotheses if h.hypothesis.result == result]


def summarize(run: RunDocument, document: FindingsDocument) -> Summary:
    """Counts, groups and orders; the gravest first, then by id."""
    findings = sorted(document.findings, key=lambda f: (SEVERITIES.index(f.severity), f.id))
    issues = _pick(findings, lambda f: f.type != "strength")
    dx = _pick(issues, lambda f: f.type == "dx")
    improvements = _pick(issues, lambda f: f.type in IMPROVEMENT_TYPES)
    critical = _pick(issues, lambda f: f.severity == "critical")
    high = _pick(issues, lambda f: f.severity == "high")
    return Summary(
        total=len(findings),
        by_severity=tuple(_tally(s, [f for f in issues if f.severity == s]) for s in SEVERITIES),
        by_type=tuple(_tally(t, [f for f in findings if f.type == t]) for t in TYPE_CODES),
        strengths=_pick(findings, lambda f: f.type == "strength"),
        bugs=_pick(issues, is_bug),
        critical=critical,
        high=high,
        security=_pick(issues, lambda f: f.type == "security"),
        dx=dx,
        improvements=improvements,
        others=tuple(f for f in issues if f not in (*critical, *high, *dx, *improvements)),
        silent_failures=_pick(issues, is_silent_failure),
        silent_failure_checks=tuple(
            _silent_failure(name, methods, [c for c in _all_checks(run) if c.check in methods])
            for name, methods in SILENT_FAILURES.items()
        ),
        hypotheses=tuple(
            HypothesisSummary(h, judged(h.checks), tuple(f for f in issues if is_bug(f) and _concerns(f, h)))
            for h in run.hypotheses
        ),
        pipelines=_pipelines(run),
        advice={priority: _advice(findings, priority) for priority in PRIORITIES},
        totals=run_totals(run),
        coverage_percent=100 * run.checks_decided / run.checks_declared if run.checks_declared else None,
    )


def _silent_failure(name: str, methods: Mapping[str, str], ran: Sequence[CheckResult]) -> SilentFailureSummary:
    names = {check.check for check in ran}
    return SilentFailureSummary(name, judged(ran), tuple((c, how) for c, how in methods.items() if c in names))


def judged(checks: Sequence[CheckResult]) -> Judged:
    """The worst of several verdicts; None for none at all."""
    return Judged(min((c.verdict for c in checks), key=_WORST_FIRST.index, default=None), tuple(checks))


def _tally(label: str, findings: Sequence[Finding]) -> Tally:
    return Tally(label, tuple(f.id for f in findings))


def _pick(findings: Iterable[Finding], wanted: Callable[[Finding], bool]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if wanted(f))


def _concerns(bug: Finding, hypothesis: Hypothesis) -> bool:
    """Whether a bug names the hypothesis, or comes from one of the failures that refuted it."""
    failed = {(c.check, c.pipeline) for c in hypothesis.checks if c.verdict == "FAIL"}
    return bug.hypothesis == hypothesis.id or any((name, bug.evidence.pipeline) in failed for name in bug.checks)


def _all_checks(run: RunDocument) -> list[CheckResult]:
    return [check for scenario in run.scenarios for check in scenario.checks]


def _pipelines(run: RunDocument) -> tuple[PipelineSummary, ...]:
    return tuple(PipelineSummary(s, judged(s.checks)) for s in run.scenarios)


def run_totals(run: RunDocument) -> Totals:
    """The sums over all scenarios of a run."""
    scenarios = run.scenarios
    pipelines = _pipelines(run)
    return Totals(
        trials=sum(s.trials for s in scenarios),
        asyncio_trials=sum(p.asyncio_trials for p in pipelines),
        explored_trials=sum(s.explored_trials for s in scenarios),
        thread_trials=sum(p.thread_trials for p in pipelines),
        thread_schedules=sum(s.thread_schedules for s in scenarios),
        sweep_trials=sum(s.sweep_trials for s in scenarios),
        stored_trials=sum(s.stored_trials for s in scenarios),
        distinct_schedules=sum(s.distinct_schedules for s in scenarios),
        pairs=sum(s.pairs for s in scenarios),
        pairs_both=sum(s.pairs_both for s in scenarios),
        operations=sum(s.operations for s in scenarios),
        checks_failed=sum(c.verdict == "FAIL" for c in _all_checks(run)),
    )


def _advice(findings: Sequence[Finding], priority: Priority) -> tuple[Advice, ...]:
    return tuple(
        Advice(f.recommendation, f) for f in findings if f.recommendation and f.recommendation.priority == priority
    )
