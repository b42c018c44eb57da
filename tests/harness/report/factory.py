"""Synthetic runs for tests of findings and report: one that passes, one with a planted defect, and two odd ones."""

from typing import Any

from harness.findings.assemble import briefs
from harness.findings.document import (
    Calibration,
    CheckResult,
    Citation,
    Dx,
    DxProbe,
    Hypothesis,
    LogFacts,
    MissionFacts,
    RunDocument,
    Scenario,
    SubjectFacts,
    Timing,
)
from harness.findings.dx import score_dx
from harness.findings.finding import (
    Evidence,
    Finding,
    FindingsDocument,
    FindingsMetadata,
    Recommendation,
    Replay,
    Reproduction,
)
from harness.findings.fingerprint import fingerprint

AT = "2026-03-04T05:06:07Z"
WITNESS = [
    "parent.metadata and derived.metadata are one dict",
    "derived.metadata['k'] = 1 was accepted",
    "parent.metadata['k'] reads 1 afterwards",
]


def check(name: str = "parent_is_unchanged", pipeline: str = "context_isolation", **changes: Any) -> CheckResult:
    fields: dict[str, Any] = {"verdict": "PASS", "reason": "all records agree", "trials": 40, "looked_at": 90}
    return CheckResult(**{"check": name, "pipeline": pipeline, **fields, **changes})


def hypothesis(id_: str = "H1", result: str = "holds", **changes: Any) -> Hypothesis:
    fields: dict[str, Any] = {
        "id": id_,
        "claim": f"The claim of {id_} is kept.",
        "promise": "It is documented to be kept.",
        "result": result,
        "reason": "every check that decides it passed",
        "checks": [check()],
    }
    return Hypothesis(**fields | changes)


def finding(id_: str = "CORE-008-BUG-001", type_: str = "bug", severity: str = "critical", **changes: Any) -> Finding:
    fields: dict[str, Any] = {
        "id": id_,
        "fingerprint": fingerprint("CORE-008", id_, "ContextSnapshot", "shared"),
        "type": type_,
        "severity": severity,
        "title": f"The title of {id_}",
        "description": f"What {id_} means.",
        "created_at": AT,
        "component": "ContextSnapshot",
        "evidence": Evidence(pipeline="context_isolation"),
        "replay": Replay(command="", token="", result="not applicable"),
        "first_seen": AT,
        "last_seen": AT,
    }
    return Finding(**fields | changes)


def strength(id_: str = "CORE-008-STR-001") -> Finding:
    evidence = Evidence(pipeline="context_isolation", trials=40, plant="shared-metadata")
    return finding(id_, "strength", "info", evidence=evidence, checks=["parent_is_unchanged"])


def scenario(pipeline: str = "context_isolation", **changes: Any) -> Scenario:
    fields: dict[str, Any] = {
        "pipeline": pipeline,
        "purpose": "Stages that derive contexts side by side",
        "family": "context_derivation",
        "graph": "fan_out",
        "stages": 3,
        "drivers": ["native", "schedules"],
        "trials": 420,
        "native_trials": 20,
        "explored_trials": 400,
        "stored_trials": 31,
        "distinct_schedules": 377,
        "distinct_outcomes": 1,
        "operations": 12_600,
        "ended": "completed",
        "log_lines": 52_000,
        "checks": [check("run_ends"), check()],
    }
    return Scenario(**fields | changes)


def calibration(plant: str = "shared-metadata", **changes: Any) -> Calibration:
    fields: dict[str, Any] = {
        "plant": plant,
        "summary": "with_run_id hands out one mutable dictionary.",
        "guarantee": "Deriving a context isolates it",
        "checks": ["parent_is_unchanged"],
        "pipelines": ["context_isolation"],
        "caught_on": {"parent_is_unchanged": ["context_isolation"]},
        "caught": True,
        "trials": 1,
        "of": 500,
        "reason": "",
    }
    return Calibration(**fields | changes)


def probe(name: str, category: str, ok: bool) -> DxProbe:
    says = f"{name} was answered {'well' if ok else 'badly'}."
    return DxProbe(name=name, category=category, ok=ok, says=says, fact=f"{name} was seen.", code=f"try_{name}()")


def dx() -> Dx:
    measures: list[dict[str, Any]] = [
        {"category": "clarity", "milli": 861, "fact": "475 of 552 parameters"},
        {"category": "error_messages", "milli": 750, "fact": "27 of 36 points"},
        {"category": "performance", "milli": None, "fact": "the subject has no stageflow.Pipeline"},
    ]
    probes = [probe("a_name", "clarity", True), probe("an_error", "error_messages", False)]
    return score_dx(probes, measures, [hypothesis()])


def mission(**changes: Any) -> MissionFacts:
    fields: dict[str, Any] = {
        "id": "CORE-008",
        "title": "Immutability guarantees under concurrent access",
        "priority": "P0",
        "risk": "catastrophic",
        "components": ["ContextSnapshot"],
        "context": ["A frozen dataclass refuses assignment to its own fields and nothing more."],
        "known_failure_modes": ["A derived context and its parent hold one dictionary."],
        "citations": [Citation(title="PEP 795", source="https://peps.python.org/pep-0795/", relevance="Says why.")],
        "parameters": {"parallel_stages": 50, "iterations": 10},
        "path": "missions/CORE-008.yaml",
    }
    return MissionFacts(**fields | changes)


def run(**changes: Any) -> RunDocument:
    fields: dict[str, Any] = {
        "run_id": "run-2026-03-04-001",
        "agent": "stageflow-stress 0.1.0",
        "harness": "stageflow-stress 0.1.0",
        "mission": mission(),
        "subject": SubjectFacts(spec="bundled", version="0.5.0", digest="0123456789abcdef", python="3.11.9"),
        "plant": None,
        "seed": 0,
        "budget_trials": 400,
        "status": "completed",
        "started_at": AT,
        "completed_at": "2026-03-04T05:06:10Z",
        "duration_s": 2.94,
        "verdict": "PASS",
        "verdict_reason": "2 of 2 hypotheses hold; no promise is refuted; no bug was found.",
        "exit_code": 0,
        "hypotheses": [hypothesis("H1"), hypothesis("H3", checks=[check(calibrated=True)])],
        "calibration": [calibration(), calibration("lost-write", trials=41)],
        "findings": [],
        "scenarios": [scenario()],
        "dx": dx(),
        "logs": LogFacts(lines=52_000, stored=1_200, by_level={"DEBUG": 51_000, "INFO": 1_000}),
        "timings": [
            Timing(pipeline="context_isolation", engine="inline", trials=10, median_us=2_130, min_us=870, max_us=9_000)
        ],
        "checks_declared": 8,
        "checks_decided": 7,
        "harness_errors": [],
        "environment": {"os": "Linux 6.1", "cpus": 2},
        "command": "stageflow-stress run CORE-008 --seed 0",
    }
    return RunDocument(**fields | changes)


def found(run_: RunDocument, *findings: Finding) -> RunDocument:
    """The run as it is when these are its findings."""
    return run_.model_copy(update={"findings": briefs(findings)})


def document(*findings: Finding) -> FindingsDocument:
    metadata = FindingsMetadata(
        roadmap_entry_id="CORE-008",
        roadmap_entry_title="Immutability guarantees under concurrent access",
        agent_run_id="6f0c1f4e-0000-5000-8000-000000000000",
        agent_model="stageflow-stress 0.1.0",
        stageflow_version="0.5.0",
        started_at=AT,
        completed_at=AT,
        status="completed",
        total_findings=len(findings),
        summary="",
    )
    return FindingsDocument(metadata=metadata, findings=list(findings))


def passing() -> tuple[RunDocument, FindingsDocument]:
    dx_issue = finding("CORE-008-DX-001", "dx", "medium", checks=["an_error"])
    recommended = Recommendation(summary="Say what was meant.", code_suggestion="Pipeline(name='x')", priority="P1")
    findings = strength(), dx_issue.model_copy(update={"recommendation": recommended})
    return found(run(), *findings), document(*findings)


def planted() -> tuple[RunDocument, FindingsDocument]:
    failed = check(
        verdict="FAIL",
        reason="the parent changed with what was derived from it",
        witness=WITNESS,
        signature="shared-metadata",
        failing_trials=40,
        settings=["native", "reorder"],
    )
    bug = finding(
        hypothesis="H3",
        checks=["parent_is_unchanged"],
        promise="with_* leaves the original untouched.",
        settings=["native"],
        witness=WITNESS,
        evidence=Evidence(pipeline="context_isolation", trial=3, file="evidence/context_isolation.jsonl", trials=40),
        reproduction=Reproduction(steps=["Derive a snapshot.", "Change it."], frequency="always"),
        recommendation=Recommendation(summary="Freeze what is handed over.", priority="P0"),
        replay=Replay(
            command="stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001",
            token="evidence/schedules/BUG-001.json",
            result="reproduced",
        ),
    )
    run_ = run(
        run_id="run-2026-03-04-002",
        plant="shared-metadata",
        verdict="FAIL",
        verdict_reason="1 critical bug: The title of CORE-008-BUG-001 (CORE-008-BUG-001); H3 is refuted: it leaks.",
        exit_code=1,
        hypotheses=[
            hypothesis("H1"),
            hypothesis("H3", "refuted", reason="parent_is_unchanged failed on context_isolation", checks=[failed]),
        ],
        scenarios=[scenario(checks=[check("run_ends"), failed], distinct_outcomes=2)],
    )
    findings = bug, finding("CORE-008-IMP-001", "improvement", "info")
    return found(run_, *findings), document(*findings)


def inconclusive() -> tuple[RunDocument, FindingsDocument]:
    unknown = check(verdict="UNKNOWN", reason="worker killed by SIGKILL", trials=0, looked_at=0)
    run_ = run(
        verdict="INCONCLUSIVE",
        verdict_reason="H3 is inconclusive (H3: worker killed by SIGKILL); a P0 mission needs every answer.",
        exit_code=3,
        hypotheses=[
            hypothesis("H1"),
            hypothesis("H3", "inconclusive", reason="worker killed by SIGKILL", checks=[unknown]),
        ],
        scenarios=[scenario(checks=[unknown], ended="worker died (SIGKILL)")],
        calibration=[calibration(caught=False, trials=None, reason="no trial showed it")],
    )
    return run_, document()


def blocked() -> tuple[RunDocument, FindingsDocument]:
    reason = "the harness failed on context_isolation; see the harness errors"
    run_ = run(
        verdict="BLOCKED",
        verdict_reason="1 error of the harness: context_isolation: check x raised KeyError: 'a'",
        exit_code=70,
        status="failed",
        hypotheses=[hypothesis("H1"), hypothesis("H3", "harness_error", reason=reason)],
        harness_errors=[
            "context_isolation: check x raised KeyError: 'a'\nTraceback (most recent call last):\n  in f\nKeyError: 'a'"
        ],
    )
    return run_, document()


def empty() -> tuple[RunDocument, FindingsDocument]:
    run_ = run(
        mission=mission(context=[], known_failure_modes=[], citations=[], parameters={}),
        verdict="NOT_APPLICABLE",
        verdict_reason="No hypothesis holds and no promise is refuted.",
        hypotheses=[],
        calibration=[],
        scenarios=[],
        dx=score_dx([], [], []),
        logs=LogFacts(lines=0, stored=0, by_level={}),
        timings=[],
        checks_declared=0,
        checks_decided=0,
        environment={},
        command="",
    )
    return run_, document()
