"""The signed-rank test and its estimate, against enumeration."""

from itertools import product
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.findings.signed_rank import EXACT_MAX, centre, signed_rank_p

UNTIED = st.lists(st.integers(1, 10**6), min_size=1, max_size=10, unique=True)


def enumerated(sizes: list[float], values: list[float]) -> float:
    """The share of all choices of signs whose sum of positive ranks is at least as far from the middle."""
    ranks = [sum(other < size for other in sizes) + (1 + sum(o == size for o in sizes)) / 2 for size in sizes]
    middle = sum(ranks) / 2
    far = abs(sum(r for r, v in zip(ranks, values, strict=True) if v > 0) - middle)
    hits = [
        abs(sum(r for r, up in zip(ranks, signs, strict=True) if up) - middle) >= far
        for signs in product((True, False), repeat=len(sizes))
    ]
    return sum(hits) / len(hits)


@given(UNTIED, st.data())
def test_it_is_exact(sizes: list[int], data: st.DataObject) -> None:
    values = [float(size if data.draw(st.booleans()) else -size) for size in sizes]
    assert signed_rank_p(values) == pytest.approx(enumerated([abs(v) for v in values], values))


def test_ties_share_their_rank_and_what_is_0_counts_for_nothing() -> None:
    values = [1.0, 1.0, -1.0, 2.0, 2.0, 3.0]
    assert signed_rank_p([*values, 0.0, 0.0]) == pytest.approx(enumerated([abs(v) for v in values], values))
    assert signed_rank_p([0.0, 0.0]) == signed_rank_p([]) == 1.0


@pytest.mark.parametrize("count", [5, 6, 12, EXACT_MAX])
def test_all_on_one_side_is_as_sure_as_can_be(count: int) -> None:
    values = [float(n) for n in range(1, count + 1)]
    assert signed_rank_p(values) == signed_rank_p([-v for v in values]) == pytest.approx(2 * 0.5**count)


def test_the_normal_curve_goes_on_where_counting_ends() -> None:
    values = [float(n if n % 3 else -n) for n in range(1, EXACT_MAX + 1)]
    exact, curve = signed_rank_p(values), signed_rank_p([*values, 0.5])
    assert curve == pytest.approx(exact, rel=0.15)
    assert centre([*values, 0.5])[1:] == pytest.approx(centre(values)[1:], rel=0.15)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=14))
def test_the_centre_lies_in_its_interval_and_turns_with_the_sign(values: list[float]) -> None:
    middle, low, high = centre(values)
    assert low <= middle <= high
    assert centre([-v for v in values]) == pytest.approx((-middle, -high, -low))


def test_the_interval_of_six_values_is_as_wide_as_they_are_and_of_eight_narrower() -> None:
    """The critical values of the test, as published in every table: 0 of six, 3 of eight at a level of 0.05."""
    assert centre([1.0, 2, 3, 4, 5, 6])[1:] == (1.0, 6.0)
    eight = [1.0, 2, 4, 8, 16, 32, 64, 128]
    means = sorted((a + b) / 2 for i, a in enumerate(eight) for b in eight[i:])
    assert centre(eight) == (median(means), means[3], means[-4])
