"""Histories written by hand: a few words per record, so that a test reads as what happened."""

from collections.abc import Mapping

from harness.checks.registry import run_check
from harness.checks.verdict import WITNESS_LINES_MAX, Outcome, ScenarioEvidence, TrialEvidence, Verdict
from harness.evidence.records import Event, Fingerprint, Operation, OpOutcome, Record, Result, Scalar, Trial
from harness.wire import ScenarioRun, Stage


def order(*stages: Stage, checks: tuple[str, ...] = (), family: str = "pipeline_run") -> ScenarioRun:
    return ScenarioRun("p", family, stages, checks=checks)


def stage(name: str, *dependencies: str, behaviour: str = "derive_value") -> Stage:
    return Stage(name, dependencies, behaviour)


def head(ended: str = "completed", records: int = 0, **changes: object) -> Trial:
    fields: dict[str, object] = {
        "driver": "schedules",
        "strategy": "random",
        "engine": "tasks",
        "seed": 1,
        "steps": 9,
        "ended": ended,
        "outcome": "aaaaaaaaaaaaaaaa",
        "records": records,
    }
    return Trial(**{**fields, **changes})  # type: ignore[arg-type]


def trial(scenario: ScenarioRun, *records: Record, ended: str = "completed", detail: str = "") -> TrialEvidence:
    """A trial that ended well and whose records are all there."""
    return TrialEvidence(scenario, head(ended, len(records), detail=detail), records)


def scenario(
    outcomes: Mapping[str, int], schedules: int = 2, trials: tuple[Trial, ...] = (head(),)
) -> ScenarioEvidence:
    return ScenarioEvidence(order(), trials, outcomes, schedules, sum(outcomes.values()), len(outcomes))


def write(
    key: str,
    invoke: int,
    ret: int | None,
    *,
    actor: str = "",
    value: Scalar = "",
    outcome: OpOutcome = "ok",
    detail: str = "suspended",
    f: str = "write",
) -> Operation:
    """By default an acknowledged write of `v-<key>` by `w-<key>`, which suspended; without `ret` its end is unknown."""
    said: OpOutcome = "unknown" if ret is None else outcome
    return Operation(actor or f"w-{key}", f, key, value or f"v-{key}", said, invoke, ret, detail)


def first_write(key: str, actor: str, invoke: int, ret: int | None, outcome: OpOutcome = "ok") -> Operation:
    return write(key, invoke, ret, actor=actor, value=f"{key}-of-{actor}", outcome=outcome, f="write_first")


def read(key: str, value: Scalar = "", at: int = 90) -> Operation:
    return Operation("final", "read", key, value or f"v-{key}", "ok", at, at + 1)


def final_read(entries: int = 0, at: int = 99) -> Event:
    return Event("final_read", at, {"entries": entries})


def attempt(
    f: str, target: str, how: str = "append()", *, outcome: OpOutcome = "fail", detail: str = "", actor: str = "s0"
) -> Operation:
    """By default one that was refused."""
    return Operation(actor, f, target, how, outcome, 1, 2, detail or ("TypeError" if outcome == "fail" else "accepted"))


def breach(f: str, target: str, how: str = "append()", actor: str = "s0") -> Operation:
    """An attempt that changed what others see."""
    return attempt(f, target, how, outcome="ok", detail="changed", actor=actor)


def started(name: str, at: int) -> Event:
    return Event("stage_started", at, {"stage": name})


def ended(name: str, at: int) -> Event:
    return Event("stage_ended", at, {"stage": name})


def seen(of: str, when: str, digest: str = "d1", preview: str = "") -> Fingerprint:
    return Fingerprint(of, when, digest, preview)


def result(name: str, digest: str, preview: str = "", run: str = "run") -> Result:
    return Result(run, name, "ok", digest, preview)


def judge(check: str, evidence: object) -> Verdict:
    """The verdict, with what holds for every verdict asserted on the way."""
    verdict = run_check(check, evidence)
    assert verdict.reason
    assert not verdict.aside or verdict.outcome is Outcome.UNKNOWN
    assert bool(verdict.signature) == (verdict.outcome is Outcome.FAIL)
    assert not verdict.witness or verdict.outcome is Outcome.FAIL
    assert len(verdict.witness) <= WITNESS_LINES_MAX
    assert all(line.count("\n") == 0 for line in verdict.witness)
    return verdict


def passes(check: str, evidence: object) -> Verdict:
    verdict = judge(check, evidence)
    assert verdict.outcome is Outcome.PASS, verdict
    assert verdict.looked_at > 0
    return verdict


def fails(check: str, evidence: object, signature: str) -> Verdict:
    verdict = judge(check, evidence)
    assert (verdict.outcome, verdict.signature) == (Outcome.FAIL, signature), verdict
    assert verdict.witness
    return verdict


def vacuous(check: str, evidence: object) -> Verdict:
    verdict = judge(check, evidence)
    assert verdict.vacuous, verdict
    return verdict


def excluded(check: str, evidence: object) -> Verdict:
    """UNKNOWN because the scenario leaves no room for the premise, whatever the subject does."""
    verdict = judge(check, evidence)
    assert verdict.excluded, verdict
    return verdict


def unknown(check: str, evidence: object) -> Verdict:
    """UNKNOWN that another trial cannot heal."""
    verdict = judge(check, evidence)
    assert verdict.outcome is Outcome.UNKNOWN and not verdict.aside, verdict
    return verdict
