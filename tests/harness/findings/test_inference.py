"""The statistics of `diff`, against enumeration."""

from itertools import combinations
from math import comb
from random import Random
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.findings.inference import _drawn_median, holm, median_ratio, rank_test, smallest_p, statistic

VALUES = st.lists(st.floats(0.1, 1e6), min_size=1, max_size=25)
UNTIED = st.lists(st.integers(1, 10**6), min_size=2, max_size=14, unique=True)


def enumerated(base: list[float], head: list[float]) -> float:
    """The share of all ways to split the values that are at least as extreme."""
    whole, middle = [*base, *head], len(base) * len(head) / 2
    far = abs(statistic(base, head) - middle)
    hits = 0
    for chosen in combinations(range(len(whole)), len(base)):
        one = [whole[i] for i in chosen]
        other = [v for i, v in enumerate(whole) if i not in chosen]
        hits += abs(statistic(one, other) - middle) >= far
    return hits / comb(len(whole), len(base))


@given(UNTIED, st.data())
def test_small_samples_are_exact(values: list[float], data: st.DataObject) -> None:
    cut = data.draw(st.integers(max(1, len(values) - 8), min(8, len(values) - 1)))
    base, head = values[:cut], values[cut:]
    assert rank_test(base, head) == pytest.approx(enumerated(base, head))


def test_samples_above_the_exact_size_are_close_to_the_enumeration() -> None:
    base, head = [1.0, 2, 3, 4, 5, 6, 8, 11, 14], [7.0, 9, 10, 12, 13, 15]
    assert rank_test(base, head) == pytest.approx(enumerated(base, head), rel=0.15)


@given(VALUES, VALUES)
def test_the_sides_may_be_swapped(base: list[float], head: list[float]) -> None:
    assert rank_test(base, head) == pytest.approx(rank_test(head, base))
    assert statistic(base, head) + statistic(head, base) == len(base) * len(head)


@given(VALUES, VALUES, st.sampled_from([0.25, 2.0, 1024.0]))
def test_the_unit_does_not_matter(base: list[float], head: list[float], unit: float) -> None:
    assert rank_test([v * unit for v in base], [v * unit for v in head]) == rank_test(base, head)


@given(st.integers(1, 30), st.integers(1, 30), st.floats(1, 9))
def test_values_that_are_all_one_say_nothing(n: int, m: int, value: float) -> None:
    assert rank_test([value] * n, [value] * m) == 1.0


@given(st.integers(1, 8), st.integers(1, 8))
def test_full_separation_gives_the_smallest_p(n: int, m: int) -> None:
    p = rank_test([float(i) for i in range(n)], [float(i + 100) for i in range(m)])
    assert p == pytest.approx(min(1.0, smallest_p(n, m)))


def test_holm_by_hand() -> None:
    """In order 4 x 0.005, 3 x 0.01, 2 x 0.03, and 0.04 not below what came before it."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_keeps_the_order_and_never_makes_smaller(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    assert all(a >= p for a, p in zip(adjusted, p_values, strict=True))
    assert max(adjusted) <= 1
    by_p = [a for _, a in sorted(zip(p_values, adjusted, strict=True))]
    assert by_p == sorted(by_p)


@given(VALUES, VALUES)
def test_the_interval_holds_the_ratio_of_one_sample_against_itself(base: list[float], head: list[float]) -> None:
    ratio, low, high = median_ratio(base, base)
    assert ratio == 1.0
    assert low <= 1.0 <= high
    assert median_ratio(base, head) == median_ratio(base, head)


def test_a_shift_of_a_fifth_is_measured() -> None:
    base = [100.0 + i for i in range(12)]
    ratio, low, high = median_ratio(base, [v * 1.2 for v in base])
    assert ratio == pytest.approx(1.2)
    assert 1.0 < low <= 1.2 <= high < 1.4


@pytest.mark.parametrize("count", [1, 2, 9, 20])
def test_a_drawn_median_is_distributed_as_that_of_drawn_values(count: int) -> None:
    """Each quantile of 20,000 draws, within a step of the values, against drawing every value."""
    ordered, drawn = [float(n) for n in range(count)], Random(1)
    quick = sorted(_drawn_median(ordered, drawn) for _ in range(20_000))
    whole = sorted(median(drawn.choices(ordered, k=count)) for _ in range(20_000))
    for share in (0.025, 0.25, 0.5, 0.75, 0.975):
        at = int(share * 20_000)
        assert abs(quick[at] - whole[at]) <= 0.5
    assert mean(quick) == pytest.approx(mean(whole), abs=count / 150)
