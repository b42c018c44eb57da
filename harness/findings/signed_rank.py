"""Whether values lean to one side of 0 together, and by how much: Wilcoxon (1945), Hodges and Lehmann (1963). Pure.

Each value stands for one sample; they are taken as independent of each other, and as symmetric about their centre.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist, median

EXACT_MAX = 50
"""Up to so many values the distribution is counted out; above, the normal curve is close to it."""


def signed_rank_p(values: Sequence[float]) -> float:
    """The two-sided p of the signed-rank test that the centre is 0; exact up to `EXACT_MAX` values, ties by mid-ranks.

    Values that are 0 are left out, as Wilcoxon did. 1.0 where nothing is left.
    """
    moved = sorted((v for v in values if v), key=abs)
    if not moved:
        return 1.0
    ranks = _doubled_ranks([abs(v) for v in moved])
    up = sum(rank for rank, value in zip(ranks, moved, strict=True) if value > 0)
    least = min(up, sum(ranks) - up)
    if len(ranks) > EXACT_MAX:
        spread = math.sqrt(sum(rank * rank for rank in ranks) / 4)
        return min(1.0, 2 * NormalDist().cdf((least - sum(ranks) / 2 + 1) / spread))
    ways = _ways(ranks)
    return min(1.0, 2 * sum(ways[: least + 1]) / sum(ways))


def centre(values: Sequence[float]) -> tuple[float, float, float]:
    """The median of all pairwise means, the estimate of Hodges and Lehmann, and its 95 % interval.

    Of fewer than six values no interval is that sure: it is then as wide as the values.
    """
    count = len(values)
    means = sorted((values[i] + values[j]) / 2 for i in range(count) for j in range(i, count))
    cut = _tail(count)
    return median(means), means[cut], means[-1 - cut]


def _tail(count: int) -> int:
    """How many of the pairwise means lie outside of the interval at either side."""
    if count > EXACT_MAX:
        spread = math.sqrt(count * (count + 1) * (2 * count + 1) / 24)
        return max(int(count * (count + 1) / 4 + NormalDist().inv_cdf(0.025) * spread), 0)
    ways = _ways(range(1, count + 1))
    below, total = 0, sum(ways)
    for at, number in enumerate(ways):
        below += number
        if below / total >= 0.025:
            return max(at - 1, 0)
    raise AssertionError("the whole distribution is more than a fortieth of itself")


def _ways(ranks: Sequence[int]) -> list[int]:
    """For each sum from 0 on, how many of the 2**n choices of signs make the positive ranks that sum."""
    ways = [1]
    for rank in ranks:
        longer = [*ways, *[0] * rank]
        for at, number in enumerate(ways):
            longer[at + rank] += number
        ways = longer
    return ways


def _doubled_ranks(sizes: Sequence[float]) -> list[int]:
    """Twice the rank of each of the ascending `sizes`, so that the mid-rank of a tie is a whole number."""
    ranks = list[int]()
    while len(ranks) < len(sizes):
        first = len(ranks)
        tied = sum(size == sizes[first] for size in sizes)
        ranks += [2 * first + tied + 1] * tied
    return ranks
