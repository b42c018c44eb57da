"""Times of native trials of two runs against each other: better, same, worse, or too few samples. Pure.

Only what the same machine measured under the same parameters is judged: each time as a multiple of the reference work
that was timed right beside it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from harness.findings.document import RunDocument, Timing
from harness.findings.inference import holm, median_ratio, rank_test, smallest_p
from harness.findings.signed_rank import centre, signed_rank_p

LEVEL = 0.05
"""How likely one false alarm among all series of a comparison may be."""
TOGETHER_MIN = 0.08
SERIES_MIN = 0.40
"""What is less than this apart is the same, however sure it is: for all series together, and for one alone.

Trials of one series are made within a second, and what the machine does in that second they have in common: no test
over them sees that. Between series it evens out.
"""

TimeVerdict = Literal["better", "same", "worse", "too few samples"]


@dataclass(frozen=True, slots=True)
class TimeChange:
    """One series: the native trials of a pipeline under one way of running it.

    `base` and `head` are medians, as multiples of the reference work. `ratio` is head over base, with its 95 %
    interval; `p` is corrected for all series that were compared.
    """

    pipeline: str
    engine: str
    base: float
    head: float
    samples: tuple[int, int]
    ratio: float
    low: float
    high: float
    p: float
    verdict: TimeVerdict


@dataclass(frozen=True, slots=True)
class Together:
    """All series as one that have at least four trials a side: `ratio` is the centre of theirs, with its 95 % interval;
    `p` is that of the signed-rank test.
    """

    series: int
    ratio: float
    low: float
    high: float
    p: float
    verdict: TimeVerdict


@dataclass(frozen=True, slots=True)
class Times:
    """What was judged; `not_judged` says why nothing was, empty where something could be."""

    changes: tuple[TimeChange, ...] = ()
    together: Together | None = None
    not_judged: str = ""


def compare_times(base: RunDocument, head: RunDocument) -> Times:
    """All series that both runs have, together and each alone.

    Together, worse or better takes a p below 0.05 and a centre at least `TOGETHER_MIN` from 1. Alone it takes a p
    below 0.05 that is corrected for all series, medians `SERIES_MIN` apart, and an interval of their ratio without 1.
    Too few samples: not even full separation of so few could be that sure.
    """
    if reason := _not_comparable(base, head):
        return Times(not_judged=reason)
    before, after = _series(base), _series(head)
    pairs = [(key, before[key], after[key]) for key in before if key in after]
    if not pairs:
        return Times(not_judged="no pipeline was timed beside its reference work in both runs")
    adjusted = holm([rank_test(old, new) for _, old, new in pairs])
    changes = [_change(key, old, new, p, len(pairs)) for (key, old, new), p in zip(pairs, adjusted, strict=True)]
    return Times(tuple(changes), _together([c.ratio for c in changes if smallest_p(*c.samples) < LEVEL]))


def _together(ratios: Sequence[float]) -> Together | None:
    if not ratios:
        return None
    logs = [math.log(ratio) for ratio in ratios]
    p = signed_rank_p(logs)
    ratio, low, high = map(math.exp, centre(logs))
    verdict: TimeVerdict = "same"
    if 2 * 0.5 ** len(logs) >= LEVEL:
        verdict = "too few samples"
    elif p < LEVEL and ratio >= 1 + TOGETHER_MIN:
        verdict = "worse"
    elif p < LEVEL and ratio <= 1 / (1 + TOGETHER_MIN):
        verdict = "better"
    return Together(len(logs), ratio, low, high, p, verdict)


def _change(key: tuple[str, str], base: list[float], head: list[float], p: float, series: int) -> TimeChange:
    ratio, low, high = median_ratio(base, head)
    verdict: TimeVerdict = "same"
    if smallest_p(len(base), len(head)) * series >= LEVEL:
        verdict = "too few samples"
    elif p < LEVEL and low > 1 and ratio >= 1 + SERIES_MIN:
        verdict = "worse"
    elif p < LEVEL and high < 1 and ratio <= 1 / (1 + SERIES_MIN):
        verdict = "better"
    return TimeChange(*key, median(base), median(head), (len(base), len(head)), ratio, low, high, p, verdict)


def _series(run: RunDocument) -> Mapping[tuple[str, str], list[float]]:
    return {(t.pipeline, t.engine): values for t in run.timings if (values := list(_multiples(t)))}


def _multiples(timing: Timing) -> Iterator[float]:
    for took, reference in zip(timing.samples_us, timing.reference_us, strict=True):
        yield max(took, 1) / reference


def _not_comparable(base: RunDocument, head: RunDocument) -> str:
    """Why times of these runs say nothing about each other; what differs otherwise is what one wants to see."""
    for what, old, new in (
        ("machines", _machine(base), _machine(head)),
        ("versions of Python", base.subject.python, head.subject.python),
        ("parameters", base.mission.parameters, head.mission.parameters),
        ("seeds", base.seed, head.seed),
    ):
        if old != new:
            return f"the two runs have different {what}"
    if not any(_machine(base)):
        return "it is not known on which machine the runs were made"
    return ""


def _machine(run: RunDocument) -> list[object]:
    """What tells machines apart; two that are alike in all of it count as one."""
    return [run.environment.get(name) for name in ("cpu", "cores", "memory_gb", "os")]
