"""nothing_is_retained: objects alive as a function of how many runs there were."""

from itertools import pairwise

from harness.checks.slope import median, theil_sen
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

LIMIT_OBJECTS = 1.0
"""A run that leaves one object for good leaves at least so many; noise of the interpreter is far below."""
CHECKPOINTS_MIN = 10
WARM = 2
"""Checkpoints at the beginning that are left out: caches are filled once."""


def nothing_is_retained(evidence: TrialEvidence) -> Verdict:
    """For each way in which runs end, less than one object per run stays alive after a collection (the Theil-Sen slope
    over the checkpoints, and the median growth from one to the next, of which a single step is none), and less than one
    that a run has made waits in reference cycles for the collector (the median).

    Vacuous where an ending has fewer than ten checkpoints. Objects that the collector does not track (numbers, texts)
    are not counted, nor is their size. A cache that grows slower than by one object per run passes, and so does one
    that does not grow between most checkpoints, even where what it replaces waits for the collector.
    """
    by_ending: dict[str, list[Event]] = {}
    for event in evidence.events("retained"):
        by_ending.setdefault(str(event.fields["ending"]), []).append(event)
    if not by_ending:
        return vacuous("no objects were counted")
    short = [ending for ending, counts in by_ending.items() if len(counts) < CHECKPOINTS_MIN]
    if short:
        return vacuous(f"fewer than {CHECKPOINTS_MIN} checkpoints for runs that end by {short[0]}", len(by_ending))
    wrong, kinds, most = [], [], 0.0
    for ending, counts in by_ending.items():
        for kind, rate in (("leak", _leaked(counts[WARM:])), ("cycles", _cyclic(counts[WARM:]))):
            most = max(most, rate)
            if rate >= LIMIT_OBJECTS:
                wrong += _lines(evidence, ending, kind, rate, counts)
                kinds.append(f"{kind}: {ending}")
    looked_at = sum(map(len, by_ending.values()))
    if wrong:
        return failed(f"{len(kinds)} ways in which runs leave objects", looked_at, wrong, ", ".join(sorted(kinds)))
    return passed(f"{most:.2f} objects per run at the most, over {len(by_ending)} endings", looked_at)


def _number(event: Event, field: str) -> int:
    value = event.fields[field]
    assert isinstance(value, int)
    return value


def _leaked(counts: list[Event]) -> float:
    runs = _number(counts[0], "runs")
    points = [(_number(e, "checkpoint") * runs, _number(e, "after")) for e in counts]
    growth = median([(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairwise(points)])
    return min(theil_sen(points), growth)


def _cyclic(counts: list[Event]) -> float:
    return median([_number(e, "cyclic") / _number(e, "runs") for e in counts])


def _lines(evidence: TrialEvidence, ending: str, kind: str, rate: float, counts: list[Event]) -> list[str]:
    name, where = ("grew_most", "stay alive after a collection") if kind == "leak" else ("cycles_of", "wait in cycles")
    runs = _number(counts[0], "runs")
    lines = [f"Runs that end by {ending}: {rate:.1f} objects per run {where} ({len(counts)} counts of {runs} runs)."]
    lines += [
        f"  most of them: {e.fields['type']}, {e.fields['count']} objects"
        for e in evidence.events(name)
        if e.fields["ending"] == ending
    ]
    return lines


CHECK = CheckSpec("nothing_is_retained", nothing_is_retained, needs=("retained",))
