"""Runs missions against every plant that concerns them, and says which check killed which plant."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from harness.catalogue.checks import EVERYWHERE
from harness.catalogue.plants import PLANT
from harness.engine import Request, Run, run_scenarios, save_plan
from harness.findings.documents import judge_scenarios
from harness.findings.judgement import JudgedScenario
from harness.findings.kills import Audit, Kill, PlantAudit
from harness.mission import load_mission
from harness.plan import CalibrationRun, calibration_of
from harness.subject import resolve
from harness.subject.staging import scratch_folder
from harness.supervisor import Watcher
from harness.supervisor.orders import planned_trials
from harness.wire import ScenarioRun


@dataclass(frozen=True, slots=True)
class MissionAudit:
    """The audit of one mission, with its orders by pipeline and the digest of the subject."""

    mission: str
    audit: Audit
    orders: Mapping[str, ScenarioRun]
    subject_digest: str


async def audit_mission(request: Request, check: str | None = None, watcher: Watcher | None = None) -> MissionAudit:
    """Runs a mission as it stands, and each pipeline again with each plant that shows there; keeps no run folder.

    With `check` only the plants that this check must see. Raises what `run_mission` raises.
    """
    mission = load_mission(request.mission, request.overrides)
    subject = resolve(request.subject, request.python, request.extras)
    with scratch_folder() as out:
        run = save_plan(replace(request, out=out), mission, subject)
        wanted = [calibration_of(name, run.plan.scenarios) for name in PLANT if _concerns(name, check)]
        planted = tuple(c for c in wanted if c.orders)
        run.plan = replace(run.plan, calibration=planted, dx_probes=())
        run.started_s = time.monotonic()
        await run_scenarios(run, watcher)
        healthy = judge_scenarios(run.run_dir, run.plan)
    return MissionAudit(
        mission.id, _audit_of(run, healthy), {o.id: o for o in run.plan.scenarios}, run.plan.subject_digest
    )


def _concerns(plant: str, check: str | None) -> bool:
    return check is None or check in PLANT[plant].caught_by


def _audit_of(run: Run, healthy: Sequence[JudgedScenario]) -> Audit:
    without = {(s.order.id, c.check): c.verdict for s in healthy for c in s.checks}
    facts = {str(c["plant"]): c for c in run.facts.calibration}
    plants = [
        _plant_audit(c, run.mission.id, facts[c.plant]["first_fail"], facts[c.plant]["refused"], without)
        for c in run.plan.calibration
    ]
    ran = {*EVERYWHERE, *(check for order in run.plan.scenarios for check in order.checks)}
    bugs = [*run.facts.bugs, *(bug for s in healthy for bug in s.bugs)]
    return Audit(tuple(plants), frozenset(ran), tuple(bugs))


def _plant_audit(
    planted: CalibrationRun,
    mission: str,
    first_fail: Mapping[str, Mapping[str, int]],
    refused: str,
    without: Mapping[tuple[str, str], str],
) -> PlantAudit:
    """`without` says what each check said of each pipeline without the plant: a kill needs a PASS there, or a FAIL; or
    EXCLUDED, where it is the plant that makes room for what the check judges.
    """
    kills = []
    for order in planted.orders:
        failing = {c for c in planted.until if without.get((order.id, c)) == "FAIL"}
        failed = {**dict.fromkeys(failing, 0), **first_fail.get(order.id, {})}
        kills += [
            Kill(planted.plant, mission, order.id, check, trial + 1, planned_trials(order), check in failing)
            for check, trial in failed.items()
            if check in failing or without.get((order.id, check)) in ("PASS", "EXCLUDED")
        ]
    return PlantAudit(planted.plant, planted.until, tuple(kills), "" if kills else refused)
