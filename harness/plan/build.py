"""build_plan: pure, so that the same mission, seed and budget give the same plan."""

from collections.abc import Mapping

from harness.catalogue import PLANTS, SCENARIOS, Argument
from harness.catalogue.drivers import EXACT
from harness.errors import UsageError
from harness.mission import Mission, Pipeline
from harness.plan.model import CalibrationRun, Plan
from harness.wire import ScenarioRun, Stage


def build_plan(
    mission: Mission,
    *,
    seed: int,
    subject: str,
    subject_digest: str,
    plant: str | None = None,
    budget_trials: int | None = None,
    overrides: Mapping[str, str] | None = None,
) -> Plan:
    """The orders of a run. The budget is spread evenly over the pipelines that explore schedules.

    Raises UsageError for a plant that does not exist, and for a budget that leaves a pipeline without a trial.
    """
    known = {p.name: p for p in PLANTS}
    if plant is not None and plant not in known:
        raise UsageError(f"unknown plant {plant!r}\n  plants are {', '.join(sorted(known))}")
    budget = mission.budget.trials if budget_trials is None else budget_trials
    exploring = [p.id for p in mission.pipelines if set(EXACT) & set(p.drivers)]
    if exploring and budget < len(exploring):
        raise UsageError(
            f"a budget of {budget} trials is too small: {len(exploring)} pipelines of {mission.id} explore schedules\n"
            f"  give --budget {len(exploring)}t or more"
        )
    share = {name: budget // len(exploring) + (i < budget % len(exploring)) for i, name in enumerate(exploring)}
    scenarios = tuple(_order(p, seed, share.get(p.id, 0)) for p in mission.pipelines)
    return Plan(
        mission=mission.id,
        mission_digest=mission.digest,
        overrides=dict(overrides or {}),
        seed=seed,
        budget_trials=budget,
        subject=subject,
        subject_digest=subject_digest,
        plant=plant,
        scenarios=scenarios,
        calibration=tuple(_calibration(name, scenarios) for name in mission.calibration),
        dx_probes=tuple(mission.dx_probes),
    )


def _order(pipeline: Pipeline, seed: int, trials: int) -> ScenarioRun:
    defaults = {name: a.default for name, a in _arguments(pipeline.scenario).items()}
    return ScenarioRun(
        id=pipeline.id,
        family=pipeline.scenario,
        stages=tuple(Stage(s.name, s.dependencies, s.behaviour) for s in pipeline.shape()),
        arguments={**defaults, **pipeline.arguments},
        drivers=tuple(pipeline.drivers),
        iterations=pipeline.iterations,
        trials=trials,
        checks=tuple(pipeline.checks),
        seed=seed,
        deadline_s=pipeline.deadline_s,
    )


def _arguments(scenario: str) -> Mapping[str, Argument]:
    return next(s.arguments for s in SCENARIOS if s.name == scenario)


def _calibration(name: str, scenarios: tuple[ScenarioRun, ...]) -> CalibrationRun:
    """The plant on the pipelines where it shows, judged by the checks that must see it."""
    plant = next(p for p in PLANTS if p.name == name)
    orders = tuple(s for s in scenarios if s.id in plant.pipelines and set(s.checks) & set(plant.caught_by))
    until = tuple(c for c in plant.caught_by if any(c in o.checks for o in orders))
    return CalibrationRun(name, orders, until)
