"""build_plan: pure, so that the same mission, seed and budget give the same plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from harness.catalogue import SCENARIOS, Argument
from harness.catalogue.checks import EVERYWHERE
from harness.catalogue.drivers import EXACT
from harness.catalogue.plants import PLANT
from harness.errors import UsageError
from harness.mission import Mission, Pipeline
from harness.mission.model import Redact
from harness.mission.words import suggestion
from harness.plan.model import CalibrationRun, Plan
from harness.wire import Payload, ScenarioRun, Stage, Threshold

TRIALS_MAX = 1_000_000  # of a pipeline whose budget is in seconds


def build_plan(
    mission: Mission,
    *,
    seed: int,
    subject: str,
    subject_digest: str,
    python: str = "",
    extras: Sequence[str] = (),
    plant: str | None = None,
    budget_trials: int | None = None,
    budget_s: float | None = None,
    overrides: Mapping[str, str] | None = None,
    perf: bool = False,
    redact: Sequence[Redact] = (),
) -> Plan:
    """The orders of a run. The budget is spread over the pipelines that explore schedules, by their shares.

    `budget_s` (seconds of work, over all workers) takes the place of a number of trials; what is run is then decided by
    the machine. Raises UsageError for a plant that does not exist, and for a budget that leaves a pipeline without a
    trial.
    """
    if plant is not None and plant not in PLANT:
        raise UsageError(f"unknown plant {plant!r}\n  {suggestion(plant, PLANT, 'plants')}")
    budget = mission.budget.trials if budget_trials is None else budget_trials
    exploring = {p.id: p.share for p in mission.pipelines if set(EXACT) & set(p.drivers)}
    if exploring and budget < len(exploring):
        raise UsageError(
            f"a budget of {budget} trials is too small: {len(exploring)} pipelines of {mission.id} explore schedules\n"
            f"  give --budget {len(exploring)}t or more"
        )
    trials = spread(budget, exploring) if budget_s is None else dict.fromkeys(exploring, TRIALS_MAX)
    seconds = {name: (budget_s or 0.0) * share / sum(exploring.values()) for name, share in exploring.items()}
    scenarios = tuple(
        replace(_order(p, seed, trials.get(p.id, 0), perf=perf), seconds=seconds.get(p.id, 0.0))
        for p in mission.pipelines
    )
    return Plan(
        mission=mission.id,
        mission_digest=mission.digest,
        overrides=dict(overrides or {}),
        seed=seed,
        budget_trials=budget,
        budget_s=budget_s,
        subject=subject,
        python=python,
        extras=tuple(extras),
        subject_digest=subject_digest,
        plant=plant,
        scenarios=scenarios,
        calibration=tuple(calibration_of(name, scenarios) for name in mission.calibration),
        dx_probes=tuple(mission.dx_probes),
        redact=tuple(entry.as_written() for entry in redact),
    )


def spread(budget: int, shares: Mapping[str, int]) -> dict[str, int]:
    """One for each name, the rest by their shares (largest remainders first, then in the order given)."""
    rest, total = budget - len(shares), sum(shares.values())
    given = {name: 1 + rest * share // total for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: -(rest * shares[name] % total))
    for name in by_remainder[: budget - sum(given.values())]:
        given[name] += 1
    return given


def _order(pipeline: Pipeline, seed: int, trials: int, *, perf: bool) -> ScenarioRun:
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
        clock=pipeline.clock,
        thresholds=tuple(Threshold(t.metrics, t.max, t.min) for t in pipeline.thresholds),
        perf=perf,
        payload=None if pipeline.payload is None else Payload(**dict(pipeline.payload)),
        faults=tuple(pipeline.faults),
        expected=_sorted(dict(pipeline.expected)),
    )


def _sorted(value: Any) -> Any:
    """Mappings in the order of plan.json: a check shows them, and says the same of a plan that was read again."""
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value


def _arguments(scenario: str) -> Mapping[str, Argument]:
    return next(s.arguments for s in SCENARIOS if s.name == scenario)


def calibration_of(name: str, scenarios: tuple[ScenarioRun, ...]) -> CalibrationRun:
    """The plant on the pipelines where it shows, judged by the checks that must see it."""
    plant = PLANT[name]
    orders = tuple(s for s in scenarios if plant.shows_in(s.family, s.drivers, {*s.checks, *EVERYWHERE}))
    until = tuple(c for c in plant.caught_by if any(c in (*o.checks, *EVERYWHERE) for o in orders))
    return CalibrationRun(name, orders, until)
