"""From check results to hypotheses and calibration. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harness.catalogue.plants import PLANT
from harness.evidence.encodable import bounded
from harness.findings.document import Calibration, CheckResult, Hypothesis, HypothesisResult
from harness.findings.judgement import JudgedScenario
from harness.mission import Hypothesis as Claim
from harness.mission import Mission
from harness.plan import CalibrationRun
from harness.supervisor.orders import planned_trials
from harness.wire import ScenarioRun


@dataclass(frozen=True, slots=True)
class Planted:
    """What a calibration run showed: by pipeline and check the first trial that failed; `of` counts all there are."""

    run: CalibrationRun
    refused: str
    completed: bool
    first_fail: Mapping[str, Mapping[str, int]]
    of: int

    def caught_on(self) -> dict[str, list[str]]:
        """Check -> the pipelines on which it failed, for each check that must see the plant."""
        return {c: [p for p, failed in self.first_fail.items() if c in failed] for c in self.run.until}

    def hardest(self) -> tuple[int, int]:
        """After how many trials the last of the checks had failed somewhere, and how many trials that pipeline has."""
        planned = {order.id: planned_trials(order) for order in self.run.orders}
        firsts = [
            min(
                ((failed[c] + 1, planned.get(p, self.of)) for p, failed in self.first_fail.items() if c in failed),
                default=None,
            )
            for c in self.run.until
        ]
        return max((first for first in firsts if first is not None), default=(1, self.of))

    @classmethod
    def from_json(cls, run: CalibrationRun, data: Mapping[str, Any]) -> "Planted":
        """As it stands in the stored facts of a run."""
        return cls(run, data["refused"], data["completed"], data["first_fail"], data["of"])


def calibrate(planted: Sequence[Planted], scenarios: Sequence[JudgedScenario]) -> list[Calibration]:
    """Caught means: every check that must see the plant fails with it and does not fail without it.

    A check that fails without the plant already has shown that it bites. A plant that cannot be applied, or whose
    worker did not end, calibrates nothing.
    """
    return [_calibrate(p, scenarios) for p in planted]


def _calibrate(planted: Planted, scenarios: Sequence[JudgedScenario]) -> Calibration:
    plant = PLANT[planted.run.plant]
    checks = list(planted.run.until)
    caught_on = planted.caught_on()
    tried = {order.id for order in planted.run.orders}
    failing_already = {c.check for s in scenarios if s.order.id in tried for c in s.checks if c.verdict == "FAIL"}
    missed = [c for c in checks if not caught_on[c] and c not in failing_already]
    caught: bool | None = not missed
    trials, of = None, planted.of
    if planted.refused:
        caught, reason = None, f"could not be planted: {planted.refused}"
    elif not checks:
        caught, reason = None, "no pipeline of this mission runs a check that must see it"
    elif missed and not planted.completed:
        caught, reason = None, "its worker did not come to its end"
    elif missed:
        reason = f"{', '.join(missed)} did not fail in {planted.of} trials"
    else:
        trials, of = planted.hardest()
        reason = f"{', '.join(checks)} failed"
        if set(checks) & failing_already:
            reason += "; without the plant as well, which counts as the bite"
    return Calibration(
        plant=plant.name,
        summary=plant.summary,
        guarantee=plant.guarantee,
        checks=checks,
        pipelines=sorted(tried),
        caught_on=caught_on,
        caught=caught,
        trials=trials,
        of=of,
        reason=bounded(reason),
    )


Audited = Callable[[str, ScenarioRun], list[str]]
"""The plants that a check is recorded to have caught in a scenario."""


def with_calibration(
    scenario: JudgedScenario, calibration: Sequence[Calibration], audited: Audited
) -> list[CheckResult]:
    """The results of a pipeline, each with whether it caught a plant there; one that missed a plant passes nothing.

    What no plant of this run has shown of a check that passes is looked up in the recorded audit.
    """
    bites: dict[str, bool] = {}
    for entry in calibration:
        if entry.caught is None:
            continue
        for check in entry.checks:
            if not entry.caught and not entry.caught_on[check] and scenario.order.id in entry.pipelines:
                bites[check] = False
            elif scenario.order.id in entry.caught_on[check] or _fails(check, scenario):
                bites.setdefault(check, True)
    return [_proven(_calibrated(c, bites.get(c.check)), scenario.order, audited) for c in scenario.checks]


def _proven(result: CheckResult, order: ScenarioRun, audited: Audited) -> CheckResult:
    if result.verdict != "PASS" or result.calibrated is not None:
        return result
    return result.model_copy(update={"audited": audited(result.check, order)})


def _fails(check: str, scenario: JudgedScenario) -> bool:
    result = scenario.result(check)
    return result is not None and result.verdict == "FAIL"


def _calibrated(result: CheckResult, bites: bool | None) -> CheckResult:
    if bites is False and result.verdict == "PASS":
        return result.model_copy(
            update={"calibrated": bites, "verdict": "UNKNOWN", "reason": "this check missed its planted fault"}
        )
    return result.model_copy(update={"calibrated": bites})


def decide(
    mission: Mission,
    results: Mapping[str, Sequence[CheckResult]],
    unsupported: Mapping[str, str],
    broken: Collection[str],
    version: str,
) -> list[Hypothesis]:
    """Each hypothesis by its checks: refuted by one FAIL, inconclusive by one UNKNOWN, held by PASS alone. What the
    subject lacks, what was not run and what is excluded by construction counts neither way.

    `results` maps pipeline to check results, `unsupported` maps pipeline to what the subject lacks. `broken` names
    the pipelines on which the harness itself failed: what stays open there, and nowhere else, is a harness error.
    The promise of each is the one that stands in this `version` of the subject.
    """
    return [_decide(claim, mission, results, unsupported, broken, version) for claim in mission.hypotheses]


def _decide(
    claim: Claim,
    mission: Mission,
    results: Mapping[str, Sequence[CheckResult]],
    unsupported: Mapping[str, str],
    broken: Collection[str],
    version: str,
) -> Hypothesis:
    relevant = [r for d in claim.decided_by for r in _of(d.check, d.pipelines, mission, results)]
    result, reason = _answer(relevant, unsupported)
    if result == "inconclusive":
        undecided = {r.pipeline for r in relevant if r.verdict == "UNKNOWN"} if relevant else _pipelines(claim, mission)
        if failed := sorted(undecided & {*broken}):
            reason = f"the harness failed on {', '.join(failed)}; see the harness errors"
            result = "harness_error"
    return Hypothesis(
        id=claim.id, claim=claim.claim, promise=claim.promise_of(version), result=result, reason=reason, checks=relevant
    )


def _pipelines(claim: Claim, mission: Mission) -> set[str]:
    """Where the checks of a hypothesis look, whether they ran or not."""
    return {p for d in claim.decided_by for p in d.pipelines or [p.id for p in mission.pipelines]}


def _of(
    check: str, pipelines: Sequence[str], mission: Mission, results: Mapping[str, Sequence[CheckResult]]
) -> list[CheckResult]:
    wanted = pipelines or [p.id for p in mission.pipelines]
    return [r for p in wanted for r in results.get(p, ()) if r.check == check]


def _answer(relevant: Sequence[CheckResult], unsupported: Mapping[str, str]) -> tuple[HypothesisResult, str]:
    failing = [r for r in relevant if r.verdict == "FAIL"]
    if failing:
        return "refuted", f"{failing[0].check} on {failing[0].pipeline}: {failing[0].reason}"
    supported = [r for r in relevant if r.pipeline not in unsupported and not r.unsupported]
    if relevant and not supported:
        return "unsupported", unsupported.get(relevant[0].pipeline, relevant[0].reason)
    if supported and all(r.not_run for r in supported):
        return "not_run", supported[0].reason
    asked = [r for r in supported if not r.not_run]
    supported = [r for r in asked if r.verdict != "EXCLUDED"]
    if asked and not supported:
        return "excluded", f"{asked[0].check} on {asked[0].pipeline}: {asked[0].reason}"
    unsure = [r for r in supported if r.verdict == "UNKNOWN"]
    if unsure or not supported:
        reason = f"{unsure[0].check} on {unsure[0].pipeline}: {unsure[0].reason}" if unsure else "no check was executed"
        return "inconclusive", reason
    trials = sum(r.trials for r in supported)
    return "holds", f"{len(supported)} of {len(supported)} checks pass, {trials} verdicts over trials"
