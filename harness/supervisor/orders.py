"""From a plan to jobs for workers, and from what they answered to the facts of a run."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from harness.catalogue.checks import EVERYWHERE, OF_THE_PROCESS
from harness.catalogue.drivers import EXACT
from harness.checks.registry import ALL, CheckCrashed, run_check
from harness.checks.verdict import Outcome, ScenarioEvidence
from harness.evidence.facts import RunFacts
from harness.plan import CalibrationRun, Plan
from harness.supervisor.jobs import Job, JobResult, answers_of, summary_of
from harness.wire import ScenarioRun

PROBES_LABEL = "probes"
REPLAY_DEADLINE_S = 60.0
SHRINK_DEADLINE_S = 120.0
RERUN_DEADLINE_S = 600.0


def jobs_of(plan: Plan) -> list[Job]:
    """A job for each pipeline, each order of a calibration, and the probes; longest expected first, so that workers
    end at about the same time.
    """
    plants = () if plan.plant is None else (plan.plant,)
    own = [_scenario_job(order, plants, order.id, (), keep=True) for order in plan.scenarios]
    own.sort(key=lambda job: -(job.scenario.trials if job.scenario else 0))
    calibration = [
        _scenario_job(order, (*plants, c.plant), f"{c.plant}.{order.id}", _until(c, order), keep=False)
        for c in plan.calibration
        for order in c.orders
    ]
    probes = Job(PROBES_LABEL, {"cmd": "probe", "probes": list(plan.dx_probes)}, plants)
    return [*own, *calibration, *([probes] if plan.dx_probes else [])]


def _until(run: CalibrationRun, order: ScenarioRun) -> list[str]:
    """The checks after whose failure an order of a calibration may end."""
    return [check for check in run.until if check in order.checks or check in EVERYWHERE]


def _scenario_job(order: ScenarioRun, plants: tuple[str, ...], label: str, until: Sequence[str], *, keep: bool) -> Job:
    command = {"cmd": "run", "scenario": order.to_json(), "until": list(until)}
    return Job(label, command, plants, order.deadline_s, order, keep)


def replay_job(
    name: str,
    order: ScenarioRun,
    trial: dict[str, Any],
    check: str,
    plants: tuple[str, ...],
    attempt: int = 0,
    *,
    other_subject: bool = False,
    log: bool = False,
) -> Job:
    """One replay in a worker of its own: nothing of an earlier trial is in its process. `log` asks for its lines."""
    command = {
        "cmd": "replay",
        "scenario": order.to_json(),
        "trial": trial,
        "check": check,
        "other_subject": other_subject,
        "log": log,
    }
    return Job(f"replay.{name}.{attempt}", command, plants, REPLAY_DEADLINE_S, order)


def rerun_job(
    name: str, order: ScenarioRun, trial: dict[str, Any], check: str, plants: tuple[str, ...], *, log: bool = False
) -> Job:
    """A replay after all trials before it; says nothing meanwhile, so that it may take long."""
    once = replay_job(name, order, trial, check, plants, log=log)
    return replace(once, label=f"rerun.{name}", deadline_s=RERUN_DEADLINE_S)


def shrink_job(
    name: str, order: ScenarioRun, trial: dict[str, Any], check: str, plants: tuple[str, ...], budget: int
) -> Job:
    """Makes a failing trial smaller by at most `budget` trials, in a worker of its own."""
    command = {"cmd": "shrink", "scenario": order.to_json(), "trial": trial, "check": check, "budget": budget}
    return Job(f"shrink.{name}", command, plants, SHRINK_DEADLINE_S, order)


def note_results(plan: Plan, results: Sequence[JobResult], facts: RunFacts) -> None:
    """Puts what the workers answered into the facts of the run."""
    by_label = {r.job.label: r for r in results}
    ready = next((r.ready for r in results if r.ready), {})
    facts.subject_version = str(ready.get("version", "unknown"))
    facts.python = str(ready.get("python", "unknown"))
    facts.bugs = [bug for r in results for bug in r.bugs]
    facts.broken = sorted({r.job.scenario.id for r in results if r.bugs and r.job.scenario is not None})
    facts.calibration = [_calibration(c, by_label, facts.bugs) for c in plan.calibration]
    for answer in answers_of(results, "probes"):
        facts.probes = [{k: p[k] for k in ("name", "ok", "fact")} for p in answer["probes"]]
        facts.measures = [{k: m[k] for k in ("category", "milli", "fact")} for m in answer["measures"]]
        facts.bugs += [f"probe {p['name']}: {p['bug']}" for p in answer["probes"] if "bug" in p]
        facts.bugs += [f"measure of {m['category']}: {m['bug']}" for m in answer["measures"] if "bug" in m]


def _calibration(run: CalibrationRun, by_label: dict[str, JobResult], bugs: list[str]) -> dict[str, Any]:
    """Of each order of the plant the first trial that failed each check."""
    results = [by_label[f"{run.plant}.{order.id}"] for order in run.orders]
    first_fail = {order.id: _first_fail(order, r, bugs) for order, r in zip(run.orders, results, strict=True)}
    return {
        "plant": run.plant,
        "refused": next((r.refused for r in results if r.refused), ""),
        "completed": bool(results) and all(r.completed for r in results),
        "first_fail": first_fail,
        "of": sum(planned_trials(order) for order in run.orders),
    }


def _first_fail(order: ScenarioRun, result: JobResult, bugs: list[str]) -> dict[str, int]:
    """The first trial that failed each check; one over all trials fails with the last, that of the process where it
    was at its end. A check that raises goes to `bugs`.
    """
    failed: dict[str, int] = {}
    for done in answers_of([result], "done"):
        failed |= done["first_fail"]
        evidence = ScenarioEvidence.of(order, summary_of(done))
        for name in order.checks:
            if ALL[name].over == "scenario" and _fails(name, evidence, bugs):
                failed[name] = done["trials"] - 1
    if _fails(OF_THE_PROCESS, result.attempts, bugs):
        failed[OF_THE_PROCESS] = result.begun
    return failed


def _fails(check: str, evidence: Any, bugs: list[str]) -> bool:
    try:
        return run_check(check, evidence).outcome is Outcome.FAIL
    except CheckCrashed as crash:
        bugs.append(str(crash))
        return False


def planned_trials(order: ScenarioRun) -> int:
    """How many trials a pipeline has at the most: those of both engines, of threads, those in fresh processes, and the
    explored ones.
    """
    native = order.iterations * 2 if "native" in order.drivers else 0
    once = order.iterations * sum(driver in ("threads", "fresh_process") for driver in order.drivers)
    return native + once + order.trials * sum(driver in EXACT for driver in order.drivers)
