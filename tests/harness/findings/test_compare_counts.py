"""What two runs counted: what differs is listed, and whether two equal runs may differ in it."""

from typing import Any

import pytest

from harness.findings.compare_counts import Count, counts, pipeline_counts
from harness.findings.document import Scenario
from tests.harness.report.factory import run, scenario


def listed(base: Scenario, head: Scenario) -> list[Count]:
    return list(pipeline_counts(run(scenarios=[base]), run(scenarios=[head])))


CONTROLLED: dict[str, Any] = {"trials": 430, "native_trials": 0, "explored_trials": 400, "sweep_trials": 30}


def test_equal_pipelines_list_nothing() -> None:
    assert listed(scenario(), scenario()) == []
    assert listed(scenario("a"), scenario("b")) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"distinct_schedules": 376}, "distinct schedules"),
        ({"pairs": 12}, "pairs of steps"),
        ({"pairs_both": 3}, "of these in both orders"),
        ({"operations": 12_601}, "operations"),
        ({"log_lines": 52_001}, "log lines"),
    ],
    ids=["schedules", "pairs", "both-orders", "operations", "log-lines"],
)
def test_what_differs_is_listed_and_exact_where_every_trial_was_controlled(change: dict[str, int], what: str) -> None:
    (count,) = listed(scenario(**CONTROLLED), scenario(**CONTROLLED | change))
    assert (count.what, count.exact) == (f"context_isolation: {what}", True)


def test_what_is_done_in_uncontrolled_trials_is_not_exact() -> None:
    found = listed(scenario(), scenario(operations=1, log_lines=2, distinct_schedules=3))
    assert {count.what.split(": ")[1]: count.exact for count in found} == {
        "distinct schedules": True,
        "operations": False,
        "log lines": False,
    }


def test_the_whole_run_says_how_much_of_the_orders_was_seen() -> None:
    found = {c.what: (c.base, c.head) for c in counts(run(scenarios=[scenario(pairs=9, pairs_both=4)]), run())}
    assert (found["pairs of steps of different tasks"][0], found["of these in both orders"][0]) == (9, 4)
