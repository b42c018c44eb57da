"""From decided checks and probes to findings: what the mission declares for them, or a fallback where it does not."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from harness.catalogue import CHECKS, PROBES
from harness.catalogue.settings import STOCK_ASYNCIO
from harness.catalogue.severities import BUG_TYPES, SEVERITY_OF_RISK, FindingType, Severity
from harness.findings.document import Calibration, CheckResult, CheckWord, DxProbe, Hypothesis
from harness.findings.finding import (
    Evidence,
    Finding,
    Frequency,
    Recommendation,
    Replay,
    Reproduction,
)
from harness.findings.fingerprint import fingerprint, readable_id, short_id
from harness.mission import FindingEntry, Mission

AFTER_OTHERS = (
    "Alone it does not show; after the trials before it, in one process, it does: it depends on what they left behind. "
    "The replay runs them first."
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replaying the first failing trial of a check gave: `again` of `tries` failed again.

    Where it was shrunk, `token` is that of the smallest failing trial, `repro` its script, `shrunk` says by how much,
    `account` tells its schedule and `witness` what it shows. `after_others`: it shows again only after the trials
    before it. `note` says why it has no script.
    """

    token: str
    tries: int
    again: int
    trial: int
    repro: str = ""
    note: str = ""
    after_others: bool = False
    shrunk: str = ""
    account: tuple[str, ...] = ()
    witness: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything that findings are made from. `replays` is keyed by (pipeline, check);
    `run_path` is the run folder as a user names it,
    `run_again` the command that repeats the run."""

    mission: Mission
    hypotheses: Sequence[Hypothesis]
    results: Sequence[CheckResult]
    calibration: Sequence[Calibration]
    probes: Sequence[DxProbe]
    replays: Mapping[tuple[str, str], Replayed]
    at: str
    environment: Mapping[str, str]
    run_path: str
    run_again: str


def collect_findings(decided: Decided) -> list[Finding]:
    """Declared findings whose check or probe says what they wait for, in the mission's order; then what failed
    without a declaration. A strength is found only where a check passes everywhere and caught a plant, in this run or
    in the recorded audit of this subject. What the subject lacks counts for entries that wait for that, and no others.
    """
    findings = [f for entry in decided.mission.findings for f in _declared(entry, decided)]
    declared = {(e.check, e.when) for e in decided.mission.findings if e.check is not None}
    undeclared = [r for r in decided.results if r.verdict == "FAIL" and (r.check, "FAIL") not in declared]
    return findings + [_undeclared(r, decided) for r in _by_signature(undeclared, decided)]


def _declared(entry: FindingEntry, decided: Decided) -> list[Finding]:
    """One finding for each way in which the check failed; the first has the declared id."""
    if entry.probe is not None:
        return _from_probe(entry, decided)
    results = [r for r in decided.results if r.check == entry.check]
    if entry.when == "unsupported":
        return _lacking(entry, [r for r in results if r.unsupported], decided)
    results = [r for r in results if not r.unsupported]
    if not results or max(results, key=_gravity).verdict != entry.when:
        return []
    if entry.type == "strength":
        return _strength(entry, results, decided)
    matching = _by_signature([r for r in results if r.verdict == entry.when], decided)
    return [_failure(entry, result, decided, first=i == 0) for i, result in enumerate(matching)]


def _by_signature(results: Sequence[CheckResult], decided: Decided) -> list[CheckResult]:
    """One result of each check and signature: two pipelines that fail alike show one defect. The first, but for one
    whose failing trial could be shrunk: that shows it best.
    """
    best: dict[tuple[str, str], CheckResult] = {}
    for result in results:
        kept = best.setdefault((result.check, result.signature), result)
        if _is_shrunk(result, decided) and not _is_shrunk(kept, decided):
            best[result.check, result.signature] = result
    return list(best.values())


def _is_shrunk(result: CheckResult, decided: Decided) -> bool:
    replayed = decided.replays.get((result.pipeline, result.check))
    return replayed is not None and bool(replayed.shrunk)


def _gravity(result: CheckResult) -> int:
    return get_args(CheckWord).index(result.verdict)


def _strength(entry: FindingEntry, results: Sequence[CheckResult], decided: Decided) -> list[Finding]:
    proven = sorted((r for r in results if r.calibrated or r.audited), key=lambda r: not r.calibrated)
    if not proven:
        return []
    here = [c.plant for c in decided.calibration if proven[0].pipeline in c.caught_on.get(str(entry.check), ())]
    plant = next(iter(here or proven[0].audited or _bitten(entry, decided)))
    evidence = Evidence(
        pipeline=proven[0].pipeline,
        file=f"evidence/{proven[0].pipeline}.jsonl",
        trials=sum(r.trials for r in results),
        plant=plant,
    )
    found = _finding(
        entry,
        decided,
        signature="holds",
        evidence=evidence,
        severity="info",
        hypothesis=_hypothesis_of(results[0], decided),
    )
    return [found]


def _bitten(entry: FindingEntry, decided: Decided) -> list[str]:
    """The plants of this run whose check failed without them already."""
    return [c.plant for c in decided.calibration if entry.check in c.checks and c.caught]


def _lacking(entry: FindingEntry, results: Sequence[CheckResult], decided: Decided) -> list[Finding]:
    """One finding for all pipelines on which the subject lacks the feature; the witness says what was looked for."""
    if not results:
        return []
    found = _finding(
        entry,
        decided,
        signature="unsupported",
        evidence=_evidence(results[0], decided),
        severity=decided.mission.severity_of(entry),
        hypothesis=_hypothesis_of(results[0], decided),
        reproduction=Reproduction(
            steps=[decided.run_again], environment=dict(decided.environment), frequency="always", conditions=""
        ),
    )
    return [found.model_copy(update={"witness": list(dict.fromkeys(r.reason for r in results))})]


def _failure(entry: FindingEntry, result: CheckResult, decided: Decided, *, first: bool) -> Finding:
    hypothesis = _hypothesis_of(result, decided)
    type_, severity = _held_to_promise(entry.type, decided.mission.severity_of(entry), hypothesis)
    identity = fingerprint(decided.mission.id, result.check, entry.component, result.signature)
    return _finding(
        entry if first else entry.model_copy(update={"id": readable_id(decided.mission.id, type_, identity)}),
        decided,
        signature=result.signature,
        evidence=_evidence(result, decided),
        type_=type_,
        severity=severity,
        hypothesis=hypothesis,
        result=result,
    )


def _from_probe(entry: FindingEntry, decided: Decided) -> list[Finding]:
    probe = next((p for p in decided.probes if p.name == entry.probe), None)
    if probe is None or probe.ok is not (entry.when == "PASS"):
        return []
    known = next(p for p in PROBES if p.name == probe.name)
    reproduction = Reproduction(
        steps=[known.summary, f"Seen: {probe.fact}"], code_snippet=probe.code, frequency="always", conditions=""
    )
    found = _finding(
        entry,
        decided,
        signature="probe failed" if entry.when == "FAIL" else "probe passed",
        evidence=Evidence(pipeline=f"probe {probe.name}"),
        severity=decided.mission.severity_of(entry),
        reproduction=reproduction,
    )
    return [found]


def _undeclared(result: CheckResult, decided: Decided) -> Finding:
    """A failing check for which the mission declares nothing: a bug where a promise is broken, else an improvement.

    Its component is the scenario family, which stays when a pipeline is renamed.
    """
    hypothesis = _hypothesis_of(result, decided)
    risk = SEVERITY_OF_RISK[decided.mission.risk]
    type_, severity = _held_to_promise("bug", risk, hypothesis)
    summary = next(c.summary for c in CHECKS if c.name == result.check)
    component = next(p.scenario for p in decided.mission.pipelines if p.id == result.pipeline)
    identity = fingerprint(decided.mission.id, result.check, component, result.signature)
    id_ = readable_id(decided.mission.id, type_, identity)
    return Finding(
        id=id_,
        fingerprint=identity,
        type=type_,
        severity=severity,
        title=f"{result.check} fails on {result.pipeline}",
        description=f"Claimed: {summary} Found: {result.reason}.",
        created_at=decided.at,
        component=component,
        hypothesis=hypothesis.id if hypothesis else None,
        promise=hypothesis.promise if hypothesis else None,
        checks=[result.check],
        settings=list(result.settings),
        witness=_witness(result, decided),
        evidence=_evidence(result, decided),
        reproduction=_reproduction(result, decided, id_),
        replay=_replay(result, decided, id_),
        first_seen=decided.at,
        last_seen=decided.at,
    )


def _held_to_promise(
    type_: FindingType, severity: Severity, hypothesis: Hypothesis | None
) -> tuple[FindingType, Severity]:
    """A refuted claim that rests on no promise is an improvement, never a bug."""
    if type_ in BUG_TYPES and hypothesis is not None and hypothesis.promise is None:
        return "improvement", "info"
    return type_, severity


def _hypothesis_of(result: CheckResult, decided: Decided) -> Hypothesis | None:
    for hypothesis in decided.hypotheses:
        if any((c.check, c.pipeline) == (result.check, result.pipeline) for c in hypothesis.checks):
            return hypothesis
    return None


def _evidence(result: CheckResult, decided: Decided) -> Evidence:
    replayed = decided.replays.get((result.pipeline, result.check))
    return Evidence(
        pipeline=result.pipeline,
        trial=replayed.trial if replayed else None,
        file=f"evidence/{result.pipeline}.jsonl",
        trials=result.trials,
    )


def _witness(result: CheckResult, decided: Decided) -> list[str]:
    """What the smallest failing trial shows, else what the first one did."""
    replayed = decided.replays.get((result.pipeline, result.check))
    return list(replayed.witness if replayed and replayed.witness else result.witness)


def _replay(result: CheckResult, decided: Decided, id_: str) -> Replay:
    replayed = decided.replays.get((result.pipeline, result.check))
    if replayed is None:
        return Replay(command="", token="", result="not applicable")
    said: Literal["reproduced", "failed"] = "reproduced" if replayed.again else "failed"
    return Replay(
        command=_command(decided, id_),
        token=replayed.token,
        result=said,
        repro=replayed.repro,
        shrunk=replayed.shrunk,
        note=AFTER_OTHERS if replayed.after_others else replayed.note,
        account=list(replayed.account),
    )


def _command(decided: Decided, id_: str) -> str:
    return f"stageflow-stress replay {shlex.quote(decided.run_path)} {short_id(id_)}"


def _reproduction(result: CheckResult, decided: Decided, id_: str) -> Reproduction:
    replayed = decided.replays.get((result.pipeline, result.check))
    seen = f"{result.failing_trials} of {result.trials} trials failed"
    return Reproduction(
        steps=[_command(decided, id_)] if replayed else [decided.run_again],
        environment=dict(decided.environment),
        frequency=_frequency(replayed),
        conditions=_conditions(result) or seen,
    )


def _conditions(result: CheckResult) -> str:
    """Failing trials under each setting, and whether stock asyncio can show it; empty where no setting is known."""
    if not result.settings:
        return ""
    counts = ", ".join(f"{setting} {failing} of {n}" for setting, (failing, n) in result.by_setting.items())
    on_asyncio = {s: n for s, (_, n) in result.by_setting.items() if s in STOCK_ASYNCIO}
    if any(s in STOCK_ASYNCIO for s in result.settings):
        return f"failing trials: {counts}; stock asyncio shows it"
    if "reorder" not in result.settings:
        return f"failing trials: {counts}"
    tried = sum(on_asyncio.values())
    return f"failing trials: {counts}; not seen in the {tried} trials that stock asyncio could show"


def _frequency(replayed: Replayed | None) -> Frequency:
    if replayed is None or not replayed.tries:
        return "not measured"
    if replayed.again == replayed.tries:
        return "always"
    if replayed.again * 2 >= replayed.tries:
        return "often"
    return "sometimes" if replayed.again else "rarely"


def _finding(
    entry: FindingEntry,
    decided: Decided,
    *,
    signature: str,
    evidence: Evidence,
    severity: Severity,
    type_: FindingType | None = None,
    hypothesis: Hypothesis | None = None,
    result: CheckResult | None = None,
    reproduction: Reproduction | None = None,
) -> Finding:
    judged_by = entry.check or entry.probe or ""
    advice = entry.recommendation
    return Finding(
        id=entry.id,
        fingerprint=fingerprint(decided.mission.id, judged_by, entry.component, signature),
        type=type_ or entry.type,
        severity=severity,
        title=entry.title,
        description=entry.description,
        created_at=decided.at,
        component=entry.component,
        hypothesis=hypothesis.id if hypothesis else None,
        promise=hypothesis.promise if hypothesis else None,
        checks=[judged_by],
        settings=list(result.settings) if result else [],
        witness=_witness(result, decided) if result else [],
        evidence=evidence,
        reproduction=_reproduction(result, decided, entry.id) if result else reproduction,
        recommendation=None if advice is None else Recommendation(**advice.model_dump()),
        replay=_replay(result, decided, entry.id) if result else Replay(command="", token="", result="not applicable"),
        first_seen=decided.at,
        last_seen=decided.at,
    )
