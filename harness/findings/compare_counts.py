"""Under what two runs were made, and what they counted. Pure; nothing is judged by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from harness.catalogue.metrics import METRIC
from harness.findings.document import RunDocument, Scenario
from harness.findings.summary import run_totals


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was not the same when the two runs were made, so that a reader weighs what follows."""

    what: str
    base: str
    head: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of both runs, for a reader; nothing is judged by it. Where it is not `exact`, two equal runs may differ
    in it, too.
    """

    what: str
    base: int | float | None
    head: int | float | None
    exact: bool = True


def differences(base: RunDocument, head: RunDocument) -> Iterator[Difference]:
    """What was not the same when the two runs were made."""
    before, after = _conditions(base), _conditions(head)
    for what in {**before, **after}:
        if before.get(what) != after.get(what):
            yield Difference(what, before.get(what, "none"), after.get(what, "none"))


def _conditions(run: RunDocument) -> dict[str, str]:
    """Under what a run was made, in the order in which a reader wants to know."""
    return {
        "mission": run.mission.id,
        "priority": run.mission.priority,
        "risk": run.mission.risk,
        **{f"parameter {name}": str(value) for name, value in run.mission.parameters.items()},
        "subject": run.subject.spec,
        "stageflow version": run.subject.version,
        "content of the subject": run.subject.digest,
        "Python": run.subject.python,
        "added to the subject": ", ".join(run.subject.extras) or "nothing",
        "plant": run.plant or "none",
        "budget": f"{run.budget_trials} trials" if run.budget_s is None else f"{run.budget_s:g} seconds of work",
        "seed": str(run.seed),
        "harness": run.harness,
        **dict(_leaves(run.environment, "")),
    }


def _leaves(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in sorted(values.items()):
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{name}.")
        else:
            yield f"machine {prefix}{name}", str(value)


def counts(base: RunDocument, head: RunDocument) -> Iterator[Count]:
    """The numbers of both whole runs, those that are equal too."""
    before, after = _numbers(base), _numbers(head)
    yield from (Count(what, before[what], after[what]) for what in before)


def _numbers(run: RunDocument) -> dict[str, int | float | None]:
    totals = run_totals(run)
    return {
        "trials": totals.trials,
        "distinct schedules": totals.distinct_schedules,
        "pairs of steps of different tasks": totals.pairs,
        "of these in both orders": totals.pairs_both,
        "operations recorded": totals.operations,
        "checks declared": run.checks_declared,
        "checks decided": run.checks_decided,
        "findings": len(run.findings),
        "log lines": run.logs.lines,
        "DX score": run.dx.overall,
    }


def pipeline_counts(base: RunDocument, head: RunDocument) -> Iterator[Count]:
    """What is not equal of the numbers of each pipeline of both, times apart.

    What is done and logged in trials that nobody controls depends on real timing, so where there are such trials these
    two numbers are not exact.
    """
    before = {s.pipeline: s for s in base.scenarios}
    for new in head.scenarios:
        old = before.get(new.pipeline)
        if old is None:
            continue
        was, now = _countable(old), _countable(new)
        loose = _LOOSE if _uncontrolled(old) or _uncontrolled(new) else ()
        for what in {**was, **now}:
            if was.get(what) != now.get(what):
                yield Count(f"{new.pipeline}: {what}", was.get(what), now.get(what), what not in loose)


_LOOSE = ("operations", "log lines")


def _uncontrolled(scenario: Scenario) -> bool:
    return scenario.trials > scenario.explored_trials + scenario.thread_schedules + scenario.sweep_trials


def _countable(scenario: Scenario) -> dict[str, int]:
    named = ("trials", "explored_trials", "sweep_trials", "distinct_schedules", "distinct_outcomes", "operations")
    counts = {name.replace("_", " "): int(getattr(scenario, name)) for name in (*named, "log_lines")}
    counts |= {"pairs of steps": scenario.pairs, "of these in both orders": scenario.pairs_both}
    for name, values in scenario.metrics.items():
        if name in METRIC and METRIC[name].repeatable and name != "operations":
            counts |= {f"{name}.{how}": values[how] for how in ("min", "p50", "max") if how in values}
    return counts
