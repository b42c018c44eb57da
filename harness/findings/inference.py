"""Whether two samples differ, and by how much: rank test, correction for many tests, ratio of medians. Pure.

A small p says that the two samples are unlikely to come from one distribution; it does not say why.
"""

import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from statistics import NormalDist, median

RESAMPLES = 1_000
EXACT_MAX = 8
"""Up to so many values a side, and without ties, p is exact; above, the normal curve is close to it."""


def rank_test(base: Sequence[float], head: Sequence[float]) -> float:
    """The two-sided p of Mann and Whitney (1947) for two independent samples, each of at least one value.

    Exact for small samples without ties, else by the normal curve with the correction for ties and for continuity.
    1.0 where all values are one.
    """
    n, m = len(base), len(head)
    u = statistic(base, head)
    ties = [len(list(same)) for _, same in groupby(sorted([*base, *head]))]
    if max(n, m) <= EXACT_MAX and max(ties) == 1:
        below = min(u, n * m - u)
        ways = sum(_arrangements(n, m, k) for k in range(int(below) + 1))
        return min(1.0, 2 * ways / math.comb(n + m, n))
    total = n + m
    spread = n * m / 12 * (total + 1 - sum(t**3 - t for t in ties) / (total * (total - 1)))
    if spread <= 0:
        return 1.0
    distance = max(abs(u - n * m / 2) - 0.5, 0.0)
    return 2 * (1 - NormalDist().cdf(distance / math.sqrt(spread)))


def statistic(base: Sequence[float], head: Sequence[float]) -> float:
    """U: the pairs in which the value of `head` is the larger one, an equal pair counting half."""
    ordered = sorted(base)
    return sum((bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in head)


def smallest_p(base: int, head: int) -> float:
    """The smallest p that samples of these sizes can give: that of full separation."""
    return 2 / math.comb(base + head, base) if base and head else 1.0


def holm(p_values: Sequence[float]) -> list[float]:
    """The p values after the step-down correction of Holm (1979): rejecting those below a level keeps the chance of
    even one false rejection among all of them below it.
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = highest
    return adjusted


def median_ratio(base: Sequence[float], head: Sequence[float]) -> tuple[float, float, float]:
    """The median of `head` over that of `base`, and its 95 % interval by the percentile bootstrap (Efron 1979).

    Values are more than 0. The resampling is seeded by the sizes of the samples alone, so equal data give equal bounds.
    """
    drawn = random.Random(f"{len(base)}:{len(head)}")
    ones, others = sorted(base), sorted(head)
    ratios = sorted(_drawn_median(others, drawn) / _drawn_median(ones, drawn) for _ in range(RESAMPLES))
    return median(head) / median(base), ratios[int(RESAMPLES * 0.025)], ratios[int(RESAMPLES * 0.975) - 1]


def _drawn_median(ordered: Sequence[float], drawn: random.Random) -> float:
    """The median of as many values drawn from `ordered` with replacement, without drawing them all.

    The places that are drawn are n uniform numbers; of these the k-th smallest has the distribution Beta(k, n - k + 1),
    and the next one, given that, is the smallest of the n - k above it.
    """
    n, k = len(ordered), (len(ordered) + 1) // 2
    place = drawn.betavariate(k, n - k + 1)
    low = ordered[min(int(place * n), n - 1)]
    if n % 2:
        return low
    above = 1 - (1 - place) * (1 - drawn.random()) ** (1 / (n - k))
    return (low + ordered[min(int(above * n), n - 1)]) / 2


@cache
def _arrangements(n: int, m: int, u: int) -> int:
    """In how many of the arrangements of n and m values U is exactly u, by the recurrence of Mann and Whitney."""
    if u < 0:
        return 0
    if n == 0 or m == 0:
        return int(u == 0)
    return _arrangements(n - 1, m, u - m) + _arrangements(n, m - 1, u)
