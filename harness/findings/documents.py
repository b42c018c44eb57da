"""From a run folder to run.json and findings.json: judge, decide, collect, assemble. Starts nothing, asks no clock."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from harness.catalogue import PROBES
from harness.evidence.encodable import bounded
from harness.evidence.facts import RunFacts
from harness.evidence.paths import BASELINE, MISSION
from harness.evidence.reader import count_lines
from harness.findings.assemble import Decisions, assemble
from harness.findings.audited import plants_caught
from harness.findings.baseline import Baseline, read_baseline
from harness.findings.collect import Decided, Replayed, collect_findings
from harness.findings.decide import Planted, calibrate, decide, with_calibration
from harness.findings.document import DxProbe, RunDocument
from harness.findings.dx import score_dx
from harness.findings.files import findings_of_files
from harness.findings.finding import FindingsDocument
from harness.findings.judgement import JudgedScenario, judge_scenario
from harness.findings.logs.findings import findings_of_log
from harness.findings.logs.stored import analyse_stored
from harness.findings.redacted import without
from harness.findings.replays import candidates, replayed
from harness.mission import Mission
from harness.mission.lines import lines_of
from harness.plan import Plan
from harness.plan.redact import redaction_in
from harness.wire import ScenarioRun

HARNESS_ERRORS_MAX = 20


def judge_scenarios(run_dir: Path, plan: Plan) -> list[JudgedScenario]:
    """Every pipeline of the plan, judged from what is stored of it."""
    return [judge_scenario(run_dir, order) for order in plan.scenarios]


def make_documents(
    run_dir: Path,
    mission: Mission,
    plan: Plan,
    facts: RunFacts,
    scenarios: Sequence[JudgedScenario],
    run_id: str = "",
) -> tuple[RunDocument, FindingsDocument]:
    """The documents of a run whose pipelines have been judged; `run_id` is its name, that of its folder if empty."""
    run_id = run_id or run_dir.name
    calibration = calibrate(_planted(plan, facts), scenarios)

    def audited(check: str, order: ScenarioRun) -> list[str]:
        return plants_caught(check, order, plan.subject_digest)

    results = {s.order.id: with_calibration(s, calibration, audited) for s in scenarios}
    broken = {*facts.broken, *(s.order.id for s in scenarios if s.bugs)}
    unsupported = {s.order.id: s.unsupported for s in scenarios if s.unsupported}
    hypotheses = decide(mission, results, unsupported, broken, facts.subject_version)
    probes = _probes(facts)
    decided = Decided(
        mission=mission,
        hypotheses=hypotheses,
        results=[r for checks in results.values() for r in checks],
        calibration=calibration,
        probes=probes,
        replays=_replays(plan, facts, scenarios),
        run_path=f"{facts.out}/{plan.mission}/{run_id}",
        at=facts.started_at,
        run_again=facts.command,
        environment={"python_version": facts.python, "stageflow_version": facts.subject_version},
    )
    analysis = analyse_stored(run_dir, scenarios)
    made = Decisions(
        hypotheses=hypotheses,
        scenarios=scenarios,
        results=results,
        calibration=calibration,
        dx=score_dx(probes, _measures(facts), hypotheses),
        findings=[
            *collect_findings(decided),
            *findings_of_log(mission.id, analysis, facts.started_at, facts.command),
            *findings_of_files(mission.id, facts),
        ],
        harness_errors=_harness_errors([*facts.bugs, *(bug for s in scenarios for bug in s.bugs)]),
        baseline=_baseline(run_dir, facts),
        log=analysis,
        lines=lines_of((run_dir / MISSION).read_bytes()),
    )
    log_lines = {s.order.id: count_lines(run_dir / "logs" / f"{s.order.id}.jsonl") for s in scenarios}
    return without(assemble(mission, plan, facts, made, run_id, log_lines), redaction_in(mission, plan))


def _baseline(run_dir: Path, facts: RunFacts) -> Baseline | None:
    """The baseline that the run was given, from the copy in its folder; None where it was given none."""
    return read_baseline((run_dir / BASELINE).read_bytes(), facts.baseline) if facts.baseline else None


def _harness_errors(bugs: Sequence[str]) -> list[str]:
    """As many as anybody reads, each bounded; traceback lines stay lines."""
    more = len(bugs) - HARNESS_ERRORS_MAX
    shown = [bounded(bug) for bug in bugs[:HARNESS_ERRORS_MAX]]
    return [*shown, f"... and {more:,} more"] if more > 0 else shown


def _planted(plan: Plan, facts: RunFacts) -> list[Planted]:
    """What is known of each calibration of the plan; a run that was cut off before knows nothing of it."""
    known: Mapping[str, dict[str, object]] = {str(c["plant"]): c for c in facts.calibration}
    nothing = {"refused": "", "completed": False, "first_fail": {}, "of": 0}
    return [Planted.from_json(run, known.get(run.plant, nothing)) for run in plan.calibration]


def _probes(facts: RunFacts) -> list[DxProbe]:
    """Probes that had something to probe."""
    catalogue = {p.name: p for p in PROBES}
    return [
        DxProbe(
            name=p["name"],
            category=catalogue[p["name"]].category,
            ok=p["ok"],
            says=catalogue[p["name"]].delight if p["ok"] else catalogue[p["name"]].friction,
            fact=bounded(p["fact"]),
            code=catalogue[p["name"]].code,
        )
        for p in facts.probes
        if p["ok"] is not None
    ]


def _measures(facts: RunFacts) -> list[dict[str, Any]]:
    return [{**m, "fact": bounded(m["fact"])} for m in facts.measures]


def _replays(plan: Plan, facts: RunFacts, scenarios: Sequence[JudgedScenario]) -> dict[tuple[str, str], Replayed]:
    known = {(r["pipeline"], r["check"]): r for r in facts.replays}
    found = candidates(plan, scenarios, facts.subject_version)
    return {(c.pipeline, c.check): replayed(c, known.get((c.pipeline, c.check), {})) for c in found}
