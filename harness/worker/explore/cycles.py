"""Finds what goes round at the end of a long run. Pure."""

from collections.abc import Sequence

PERIOD_MAX = 200
TIMES = 3


def repeated(trace: Sequence[int]) -> list[int]:
    """The shortest stretch that the trace ends with `TIMES` times in a row; empty where there is none."""
    for period in range(1, min(PERIOD_MAX, len(trace) // TIMES) + 1):
        tail = trace[-period * TIMES :]
        if all(tail[i] == tail[i + period] for i in range(period * (TIMES - 1))):
            return list(tail[-period:])
    return []
