"""thresholds_hold: the metrics of a scenario against the limits that the mission sets."""

from collections.abc import Iterator
from dataclasses import dataclass

from harness.catalogue.metrics import METRIC
from harness.checks.verdict import CheckSpec, ScenarioEvidence, Verdict, failed, not_run, passed, unsupported, vacuous
from harness.wire import Threshold


def thresholds_hold(evidence: ScenarioEvidence) -> Verdict:
    """Every metric, and every ratio of two, is within its limits, over all trials of the scenario.

    A metric without data is a FAIL of its own kind: a limit on nothing holds nothing. Wall-clock metrics are held to
    fixed limits under --perf only, and else not run; ratios of two of them are always judged, because both were
    measured in this run. Unsupported where the subject lacks what would be measured. Vacuous where the mission sets no
    limit. Says nothing about the time a user would see.
    """
    thresholds = evidence.scenario.thresholds
    if lacking := [t for t in evidence.trials if t.ended == "unsupported"]:
        return unsupported(lacking[0].detail)
    if not thresholds:
        return vacuous("no threshold is set")
    due = [t for t in thresholds if evidence.scenario.perf or not _is_wall_clock(t)]
    if not due:
        return not_run("wall-clock limits are judged with --perf only")
    judged = [_judge(t, evidence) for t in due]
    trials = evidence.count
    wrong = [j for j in judged if j.wrong]
    if wrong:
        reason = f"{len(wrong)} of {len(judged)} thresholds do not hold: {wrong[0].says}"
        signature = ", ".join(sorted({f"{j.name} {j.wrong}" for j in wrong}))
        return failed(reason, trials, [f"{j.says}." for j in wrong], signature)
    left = len(thresholds) - len(due)
    more = f"; {left} wall-clock limits were not run" if left else ""
    return passed("; ".join(j.says for j in judged) + more, trials)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A threshold with what was measured, in words; `wrong` names the way it does not hold, empty where it does."""

    name: str
    says: str
    wrong: str = ""


def _judge(threshold: Threshold, evidence: ScenarioEvidence) -> _Judged:
    values = [_value(name, evidence) for name in threshold.metrics]
    name = " / ".join(threshold.metrics)
    missing = [metric for metric, value in zip(threshold.metrics, values, strict=True) if value is None]
    if missing:
        return _Judged(name, f"{' and '.join(missing)}: no trial measured it", "has no data")
    known = [value for value in values if value is not None]
    if len(known) == 2 and known[1] == 0:
        return _Judged(name, f"{name}: {known[0]} cannot be divided by 0", "cannot be divided")
    value = known[0] / known[1] if len(known) == 2 else known[0]
    shown = f"{value:.3g}" if len(known) == 2 else f"{value:,}"
    for limit, over, word in _limits(threshold, value):
        if over:
            return _Judged(name, f"{name} is {shown}, allowed is {word} {limit:,}", f"is not {word} its limit")
    allowed = " and ".join(f"{word} {limit:,}" for limit, _, word in _limits(threshold, value))
    return _Judged(name, f"{name} is {shown} ({allowed})")


def _limits(threshold: Threshold, value: float) -> Iterator[tuple[float, bool, str]]:
    """(limit, whether the value is beyond it, "at most" or "at least")."""
    if threshold.max is not None:
        yield threshold.max, value > threshold.max, "at most"
    if threshold.min is not None:
        yield threshold.min, value < threshold.min, "at least"


def _value(name: str, evidence: ScenarioEvidence) -> int | None:
    metric, _, how = name.partition(".")
    return evidence.metrics.get(metric, {}).get(how)


def _is_wall_clock(threshold: Threshold) -> bool:
    return len(threshold.metrics) == 1 and METRIC[threshold.metrics[0].partition(".")[0]].wall_clock


CHECK = CheckSpec("thresholds_hold", thresholds_hold, needs=("metrics",), over="scenario")
