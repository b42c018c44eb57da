"""How the values of a metric are summed up."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.catalogue.metrics import AGGREGATES, METRICS, aggregates, metric_names


@given(st.lists(st.integers(-(2**50), 2**50), min_size=1, max_size=300))
def test_every_aggregate_but_count_and_sum_is_a_value_that_was_seen(values: list[int]) -> None:
    found = aggregates(values)
    assert tuple(found) == AGGREGATES
    assert (found["count"], found["sum"]) == (len(values), sum(values))
    assert {found[how] for how in ("min", "p50", "p95", "p99", "max")} <= set(values)
    assert found["min"] <= found["p50"] <= found["p95"] <= found["p99"] <= found["max"] == max(values)
    assert found["p50"] == statistics.median_low(values)


@pytest.mark.parametrize(("n", "p95", "p99"), [(1, 1, 1), (19, 19, 19), (20, 19, 20), (100, 95, 99), (101, 96, 100)])
def test_percentiles_go_by_nearest_rank(n: int, p95: int, p99: int) -> None:
    found = aggregates(range(1, n + 1))
    assert (found["p95"], found["p99"]) == (p95, p99)


def test_no_value_gives_nothing_but_the_count() -> None:
    assert aggregates([]) == {"count": 0}


def test_every_name_is_a_metric_and_an_aggregate() -> None:
    assert len(set(metric_names())) == len(METRICS) * len(AGGREGATES)
    assert {"steps.p95", "duration_us.max", "operations.count"} <= set(metric_names())
