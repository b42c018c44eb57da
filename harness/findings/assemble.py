"""run.json and findings.json out of what was decided. Pure: the clock and the environment are handed in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from uuid import NAMESPACE_URL, uuid5

from harness import __version__
from harness.evidence.encodable import bounded
from harness.evidence.facts import RunFacts
from harness.findings.baseline import Baseline, answers, excused
from harness.findings.document import (
    BaselineUse,
    Calibration,
    CheckResult,
    Citation,
    Dx,
    FindingBrief,
    Hypothesis,
    LeftFile,
    LogAnalysis,
    LogFacts,
    MissionFacts,
    Resumption,
    RunDocument,
    Scenario,
    SubjectFacts,
    Timing,
)
from harness.findings.finding import Finding, FindingsDocument, FindingsMetadata
from harness.findings.judgement import JudgedScenario
from harness.findings.verdict import exit_code, fail_on_of, mission_verdict, with_evidence
from harness.mission import Mission, Pipeline
from harness.plan import Plan

HARNESS = f"stageflow-stress {__version__}"
SAMPLES_MAX = 100
"""Native trials whose times run.json keeps, for each pipeline and way of running it."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything that was decided about a run."""

    hypotheses: Sequence[Hypothesis]
    scenarios: Sequence[JudgedScenario]
    results: Mapping[str, Sequence[CheckResult]]
    calibration: Sequence[Calibration]
    dx: Dx
    findings: Sequence[Finding]
    harness_errors: Sequence[str]
    baseline: Baseline | None = None
    log: LogAnalysis | None = None
    lines: Mapping[str, int] = field(default_factory=dict)  # what the mission holds -> where it stands


def assemble(
    mission: Mission, plan: Plan, facts: RunFacts, made: Decisions, run_id: str, log_lines: Mapping[str, int]
) -> tuple[RunDocument, FindingsDocument]:
    """The two documents of a run, with its verdict. `log_lines` maps pipeline to stored lines."""
    verdict, reason = mission_verdict(
        mission.priority, mission.risk, made.hypotheses, made.findings, made.harness_errors
    )
    known = _baseline(made, facts)
    passes = excused(known.answers if known else (), mission.id, made.findings, made.hypotheses)
    code = exit_code(verdict, made.hypotheses, made.findings, made.harness_errors, fail_on_of(facts.fail_on), passes)
    scenarios = [_scenario(mission, s, made.results[s.order.id], log_lines.get(s.order.id, 0)) for s in made.scenarios]
    judged = _asked_for(made)
    run = RunDocument(
        run_id=run_id,
        agent=facts.agent,
        harness=HARNESS,
        command=facts.command,
        mission=_mission_facts(mission, facts, made.lines),
        subject=SubjectFacts(
            spec=plan.subject,
            version=facts.subject_version,
            digest=plan.subject_digest,
            python=facts.python,
            asked_python=plan.python,
            extras=list(plan.extras),
        ),
        plant=plan.plant,
        seed=plan.seed,
        budget_trials=plan.budget_trials,
        budget_s=plan.budget_s,
        perf=any(order.perf for order in plan.scenarios),
        status="failed" if made.harness_errors else "completed",
        started_at=facts.started_at,
        completed_at=facts.completed_at,
        duration_s=round(facts.duration_s, 3),
        verdict=verdict,
        verdict_reason=with_evidence(reason, scenarios, made.calibration),
        exit_code=int(code),
        fail_on=facts.fail_on,
        baseline=known,
        hypotheses=list(made.hypotheses),
        calibration=list(made.calibration),
        findings=briefs(made.findings),
        scenarios=scenarios,
        dx=made.dx,
        logs=_logs(made.scenarios, log_lines, made.log),
        timings=[t for s in made.scenarios for t in _timings(s)],
        checks_declared=len(judged),
        checks_decided=sum(c.verdict != "UNKNOWN" for c in judged),
        harness_errors=list(made.harness_errors),
        environment=dict(facts.environment),
        resumed=[Resumption(**times) for times in facts.resumed],
        left_behind=[LeftFile(**left) for left in facts.left_behind],
        left_files=facts.left_files,
        outside=facts.outside,
        outside_paths=facts.outside_paths,
    )
    return run, _findings_document(mission, facts, run, made.findings)


def _asked_for(made: Decisions) -> list[CheckResult]:
    """The checks that the mission names and that could decide something."""
    return [
        c
        for s in made.scenarios
        for c in made.results[s.order.id]
        if c.check in s.order.checks and not c.not_run and c.verdict != "EXCLUDED"
    ]


def _baseline(made: Decisions, facts: RunFacts) -> BaselineUse | None:
    """What the baseline of the run says of its findings, on the day on which it started."""
    if made.baseline is None:
        return None
    said = answers(made.baseline, made.findings, made.hypotheses, facts.started_at[:10])
    return BaselineUse(file=facts.baseline, entries=len(made.baseline.known), answers=said)


def briefs(findings: Sequence[Finding]) -> list[FindingBrief]:
    """The same findings in the same order, each with what run.json keeps of it."""
    return [
        FindingBrief(
            id=f.id,
            fingerprint=f.fingerprint,
            type=f.type,
            severity=f.severity,
            title=f.title,
            component=f.component,
            hypothesis=f.hypothesis,
            settings=list(f.settings),
            replay=f.replay.command,
        )
        for f in findings
    ]


def _mission_facts(mission: Mission, facts: RunFacts, lines: Mapping[str, int]) -> MissionFacts:
    research = mission.research
    return MissionFacts(
        id=mission.id,
        title=mission.title,
        priority=mission.priority,
        risk=mission.risk,
        components=list(mission.components),
        context=list(research.context),
        known_failure_modes=list(research.known_failure_modes),
        citations=[Citation(title=c.title, source=c.source, relevance=c.relevance) for c in research.citations],
        parameters={name: p.value for name, p in mission.parameters.items()},
        path=facts.mission_path,
        lines=dict(lines),
    )


def _scenario(mission: Mission, judged: JudgedScenario, results: Sequence[CheckResult], log_lines: int) -> Scenario:
    pipeline = next(p for p in mission.pipelines if p.id == judged.order.id)
    summary = judged.summary
    return Scenario(
        pipeline=pipeline.id,
        purpose=pipeline.purpose,
        family=pipeline.scenario,
        graph=_graph(pipeline),
        stages=len(judged.order.stages),
        drivers=list(judged.order.drivers),
        trials=summary.trials if summary else 0,
        native_trials=summary.native if summary else 0,
        explored_trials=summary.explored if summary else 0,
        stored_trials=summary.stored if summary else 0,
        distinct_schedules=summary.distinct_schedules if summary else 0,
        distinct_outcomes=summary.distinct_outcomes if summary else 0,
        thread_schedules=summary.thread_schedules if summary else 0,
        sweep_trials=summary.sweep_trials if summary else 0,
        swept=bounded(summary.swept) if summary else "",
        pairs=summary.pairs if summary else 0,
        pairs_both=summary.pairs_both if summary else 0,
        pairs_all=summary.pairs_all if summary else True,
        exhausted=summary.exhausted if summary else -1,
        unrepeatable=bounded(summary.unrepeatable) if summary else "",
        metrics={name: dict(values) for name, values in summary.metrics.items()} if summary else {},
        operations=summary.operations if summary else 0,
        ended=_ended(judged),
        log_lines=log_lines,
        checks=list(results),
    )


def _graph(pipeline: Pipeline) -> str:
    if pipeline.stages is not None:
        return "explicit"
    return pipeline.graph.kind if pipeline.graph is not None else "none"


def _ended(judged: JudgedScenario) -> str:
    if judged.unsupported:
        return f"unsupported: {judged.unsupported}"
    lost = [a for a in judged.attempts if a.ended != "completed"]
    if lost:
        detail = (lost[-1].detail or lost[-1].ended).splitlines()[0]
        again = "; ran again to its end" if len(lost) < len(judged.attempts) else ""
        return f"worker {bounded(detail)}{again}"
    return "completed" if judged.summary is not None else "not run"


def _logs(scenarios: Sequence[JudgedScenario], stored: Mapping[str, int], analysis: LogAnalysis | None) -> LogFacts:
    levels: dict[str, int] = {}
    for scenario in scenarios:
        for level, count in (scenario.summary.levels if scenario.summary else {}).items():
            levels[level] = levels.get(level, 0) + count
    return LogFacts(
        lines=sum(levels.values()),
        stored=sum(stored.values()),
        by_level=dict(sorted(levels.items())),
        analysis=analysis,
    )


def _timings(judged: JudgedScenario) -> Iterator[Timing]:
    for engine, native in judged.native.items():
        times = [duration_us for duration_us, _ in native]
        kept = _thinned(native)
        measured = all(reference_us for _, reference_us in kept)
        yield Timing(
            pipeline=judged.order.id,
            engine=engine,
            trials=len(times),
            median_us=int(median(times)),
            min_us=min(times),
            max_us=max(times),
            samples_us=[duration_us for duration_us, _ in kept] if measured else [],
            reference_us=[reference_us for _, reference_us in kept] if measured else [],
        )


def _thinned(native: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many as are kept, spread evenly over all."""
    count = min(len(native), SAMPLES_MAX)
    return [native[number * len(native) // count] for number in range(count)]


def _findings_document(
    mission: Mission, facts: RunFacts, run: RunDocument, findings: Sequence[Finding]
) -> FindingsDocument:
    identity = uuid5(NAMESPACE_URL, f"stageflow-stress:{mission.id}:{run.run_id}:{facts.started_at}")
    metadata = FindingsMetadata(
        roadmap_entry_id=mission.id,
        roadmap_entry_title=mission.title,
        agent_run_id=str(identity),
        agent_model=facts.agent,
        stageflow_version=facts.subject_version,
        started_at=facts.started_at,
        completed_at=facts.completed_at,
        status="blocked" if run.harness_errors else "completed",
        total_findings=len(findings),
        summary=f"{run.verdict}: {run.verdict_reason}",
    )
    return FindingsDocument(metadata=metadata, findings=list(findings))
