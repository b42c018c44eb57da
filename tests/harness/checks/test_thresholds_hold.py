"""Limits on metrics and on ratios of two, over all trials of a scenario."""

from collections.abc import Mapping
from typing import Any

import pytest

from harness.checks.thresholds_hold import thresholds_hold
from harness.checks.verdict import Outcome, ScenarioEvidence
from harness.wire import ScenarioRun, Threshold

STEPS = {"count": 40, "min": 8, "p50": 10, "p95": 19, "p99": 20, "max": 20, "sum": 480}
TIMES = {"count": 10, "min": 100, "p50": 200, "p95": 900, "p99": 900, "max": 900, "sum": 3000}
MEASURED = {"steps": STEPS, "duration_us": TIMES, "operations": {"count": 40, **dict.fromkeys(("p50", "max"), 0)}}


def evidence(
    *thresholds: Threshold, perf: bool = False, metrics: Mapping[str, Mapping[str, int]] = MEASURED
) -> ScenarioEvidence:
    order = ScenarioRun("p", "pipeline_run", (), thresholds=thresholds, perf=perf)
    return ScenarioEvidence(order, (), {}, 0, 40, 0, metrics=metrics)


def limit(metric: str, **limits: Any) -> Threshold:
    return Threshold((metric,), **limits)


@pytest.mark.parametrize(
    ("threshold", "says"),
    [
        (limit("steps.p95", max=19), "steps.p95 is 19 (at most 19)"),
        (limit("steps.min", min=8), "steps.min is 8 (at least 8)"),
        (limit("steps.max", min=1, max=2000), "steps.max is 20 (at most 2,000 and at least 1)"),
        (Threshold(("steps.p95", "steps.p50"), max=1.9), "steps.p95 / steps.p50 is 1.9 (at most 1.9)"),
        (
            Threshold(("duration_us.p95", "duration_us.p50"), max=5),
            "duration_us.p95 / duration_us.p50 is 4.5 (at most 5)",
        ),
    ],
    ids=["at-its-limit", "least", "both-limits", "ratio", "ratio-of-times-without-perf"],
)
def test_a_value_within_its_limits_passes(threshold: Threshold, says: str) -> None:
    verdict = thresholds_hold(evidence(threshold))
    assert (verdict.outcome, verdict.reason, verdict.looked_at) == (Outcome.PASS, says, 40)


@pytest.mark.parametrize(
    ("threshold", "witness", "signature"),
    [
        (
            limit("steps.max", max=19),
            "steps.max is 20, allowed is at most 19.",
            "steps.max is not at most its limit",
        ),
        (limit("steps.min", min=9), "steps.min is 8, allowed is at least 9.", "steps.min is not at least its limit"),
        (
            Threshold(("steps.max", "steps.min"), max=2),
            "steps.max / steps.min is 2.5, allowed is at most 2.",
            "steps.max / steps.min is not at most its limit",
        ),
        (
            Threshold(("steps.max", "operations.max"), max=2),
            "steps.max / operations.max: 20 cannot be divided by 0.",
            "steps.max / operations.max cannot be divided",
        ),
    ],
    ids=["over", "under", "ratio-over", "divided-by-nothing"],
)
def test_a_value_beyond_a_limit_fails_with_both_numbers(threshold: Threshold, witness: str, signature: str) -> None:
    verdict = thresholds_hold(evidence(threshold, limit("steps.p50", max=10)))
    assert (verdict.outcome, verdict.witness, verdict.signature) == (Outcome.FAIL, (witness,), signature)
    assert verdict.reason.startswith("1 of 2 thresholds do not hold: ")


@pytest.mark.parametrize("metrics", [{}, {"steps": {"count": 0}}], ids=["never-measured", "no-value"])
def test_a_limit_on_nothing_is_a_failure_of_its_own_kind(metrics: Mapping[str, Mapping[str, int]]) -> None:
    verdict = thresholds_hold(evidence(limit("steps.p95", max=10**9), metrics=metrics))
    assert (verdict.outcome, verdict.signature) == (Outcome.FAIL, "steps.p95 has no data")
    assert verdict.witness == ("steps.p95: no trial measured it.",)


def test_a_wall_clock_limit_is_not_run_without_perf_and_judged_with_it() -> None:
    limits = limit("duration_us.p95", max=50)
    without = thresholds_hold(evidence(limits))
    assert (without.outcome, without.not_run, without.vacuous) == (Outcome.UNKNOWN, True, False)
    assert thresholds_hold(evidence(limits, perf=True)).outcome is Outcome.FAIL
    beside = thresholds_hold(evidence(limits, limit("steps.max", max=20)))
    assert (beside.outcome, beside.not_run) == (Outcome.PASS, False)
    assert beside.reason.endswith("; 1 wall-clock limits were not run")


def test_without_a_threshold_there_is_nothing_to_say() -> None:
    assert thresholds_hold(evidence()).vacuous
