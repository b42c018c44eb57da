"""A slope that a few wild points do not move."""

from collections.abc import Sequence


def theil_sen(points: Sequence[tuple[float, float]]) -> float:
    """The median of the slopes of all pairs of points (x, y) with different x, in y per x.

    After Theil, "A rank-invariant method of linear and polynomial regression analysis" (1950), and Sen, "Estimates of
    the regression coefficient based on Kendall's tau" (1968). Up to 29 % of the points may be anything. Raises
    ValueError where no two points differ in x.
    """
    slopes = [(y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(points) for x2, y2 in points[i + 1 :] if x1 != x2]
    if not slopes:
        raise ValueError(f"no slope: {len(points)} points with one x")
    return median(slopes)


def median(values: Sequence[float]) -> float:
    """The middle one; of an even number the mean of the two in the middle. Raises ValueError for none."""
    if not values:
        raise ValueError("the median of nothing")
    ranked, middle = sorted(values), len(values) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2
