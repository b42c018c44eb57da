"""How much of what could happen in another order did: pairs of steps of different actors that ran in both orders."""

from collections.abc import Iterable, Mapping, Sequence

POINTS_MAX = 4_096


class OrderCoverage:
    """A step is the n-th time that an actor of some name goes on: what it does between two suspensions.

    A pair of steps of different names counts when both ran in one trial, and as covered when each came before the
    other in some trial. Pairs of names of which one depends on the other, be it by way of others, can have but one
    order and are left out; `dependencies` holds (name, name that it depends on). Steps are not accesses: that a pair
    was seen in both orders does not say that its steps touch the same thing. `complete` is False once more than
    `POINTS_MAX` different steps were seen; later ones are not counted.
    """

    def __init__(self, dependencies: Iterable[tuple[str, str]] = ()) -> None:
        self.complete = True
        self._dependencies = tuple(dependencies)
        self._points: dict[tuple[str, int], int] = {}
        self._before: list[int] = []  # for each point, as bits, the points that came before it in some trial

    def add(self, names: Sequence[str], trace: Sequence[int]) -> None:
        """One trial: who went at each step, as indexes into `names`. Plain callbacks (index 0) are no steps."""
        points, before, seen = self._points, self._before, 0
        counts: dict[str, int] = {}
        for actor in trace:
            if not actor:
                continue
            name = names[actor]
            count = counts[name] = counts.get(name, 0) + 1
            point = points.get((name, count))
            if point is None:
                if len(points) == POINTS_MAX:
                    self.complete = False
                    continue
                point = points[name, count] = len(points)
                before.append(0)
            before[point] |= seen
            seen |= 1 << point

    def pairs(self) -> tuple[int, int]:
        """(pairs that ran in both orders, pairs that ran in one order at least)."""
        names = [name for name, _ in self._points]
        same: dict[str, int] = {}
        for point, name in enumerate(names):
            same[name] = same.get(name, 0) | 1 << point
        both = seen = 0
        after = _transposed(self._before)
        above = _reached(self._dependencies, same)
        below = _reached([(before, name) for name, before in reversed(self._dependencies)], same)
        for point, name in enumerate(names):
            left_out = same[name] | above.get(name, 0) | below.get(name, 0)
            later = ~((1 << (point + 1)) - 1) & ~left_out
            before, behind = self._before[point] & later, after[point] & later
            both += (before & behind).bit_count()
            seen += (before | behind).bit_count()
        return both, seen


def _reached(edges: Sequence[tuple[str, str]], points: Mapping[str, int]) -> dict[str, int]:
    """For each name, as bits, the points of all names that its edges lead to; one pass where those come first."""
    reached: dict[str, int] = {}
    grows = True
    while grows:
        grows = False
        for name, to in edges:
            known = reached.get(name, 0)
            reached[name] = known | reached.get(to, 0) | points.get(to, 0)
            grows = grows or reached[name] != known
    return reached


def _transposed(rows: Sequence[int]) -> list[int]:
    """Bit j of row i as bit i of row j."""
    columns = [0] * len(rows)
    for i, row in enumerate(rows):
        bit = 1 << i
        while row:
            low = row & -row
            columns[low.bit_length() - 1] |= bit
            row ^= low
    return columns
