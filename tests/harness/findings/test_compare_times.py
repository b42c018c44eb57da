"""Times of two runs: what is judged, what is not, and how sure it has to be."""

from random import Random
from typing import Any

import pytest

from harness.findings.compare import compare
from harness.findings.compare_times import compare_times
from harness.findings.document import RunDocument, Timing
from tests.harness.report.factory import mission, run

MACHINE = {"cpu": "a processor", "cores": 2, "memory_gb": 16, "os": "Linux", "dependencies": {"anyio": "4.1"}}


def timing(seed: int, slow: float = 1.0, count: int = 20, drift: float = 1.0, **changes: Any) -> Timing:
    """Trials of about 2 ms on a machine that is `drift` times as slow, with a spread of some percent."""
    drawn = Random(seed)
    fields: dict[str, Any] = {
        "pipeline": "p",
        "engine": "inline",
        "trials": count,
        "median_us": 0,
        "min_us": 0,
        "max_us": 0,
    }
    took = [round(2_000 * slow * drift * drawn.gauss(1, 0.05)) for _ in range(count)]
    beside = [round(500 * drift * drawn.gauss(1, 0.05)) for _ in range(count)]
    return Timing(**fields | {"samples_us": took, "reference_us": beside} | changes)


def timed(*timings: Timing, **changes: Any) -> RunDocument:
    return run(timings=list(timings), **{"environment": MACHINE, **changes})


def verdicts(base: RunDocument, head: RunDocument) -> list[str]:
    return [change.verdict for change in compare_times(base, head).changes]


def many(seed: int, *, slow: float = 1.0, only: int | None = None, count: int = 12) -> RunDocument:
    """Series of which all, or only one, is slower."""
    return timed(
        *(timing(seed + n, slow if only in (None, n) else 1.0, pipeline=f"p{n}") for n in range(count)),
    )


def together(base: RunDocument, head: RunDocument) -> str:
    found = compare_times(base, head).together
    assert found is not None
    return found.verdict


def test_half_as_slow_again_is_worse_and_the_other_way_round_better() -> None:
    fast, slow = timed(timing(1)), timed(timing(2, slow=1.5))
    assert verdicts(fast, slow) == ["worse"]
    assert verdicts(slow, fast) == ["better"]
    (change,) = compare_times(fast, slow).changes
    assert change.low < 1.5 < change.high


def test_a_seventh_slower_is_worse_where_all_series_are() -> None:
    fast, slow = many(1), many(100, slow=1.15)
    assert (together(fast, slow), together(slow, fast)) == ("worse", "better")
    assert set(verdicts(fast, slow)) == {"same"}
    assert [(r.kind, r.id) for r in compare(fast, slow, "medium").regressions] == [("slower", "all 12 series")]


def test_one_series_alone_does_not_make_all_slower() -> None:
    fast, slow = many(1), many(100, slow=2, only=3)
    assert together(fast, slow) == "same"
    assert verdicts(fast, slow) == ["same"] * 3 + ["worse"] + ["same"] * 8


@pytest.mark.parametrize(("count", "verdict"), [(1, "too few samples"), (5, "too few samples"), (6, "worse")])
def test_five_series_cannot_be_sure_together(count: int, verdict: str) -> None:
    assert together(many(1, count=count), many(100, slow=2, count=count)) == verdict


def test_a_machine_that_is_slower_all_over_is_the_same() -> None:
    assert verdicts(timed(timing(1)), timed(timing(2, drift=1.4))) == ["same"]


def test_what_is_sure_but_small_is_the_same() -> None:
    (change,) = compare_times(timed(timing(1, count=100)), timed(timing(2, slow=1.06, count=100))).changes
    assert (change.verdict, change.p < 0.05) == ("same", True)


def test_a_few_trials_decide_nothing() -> None:
    assert verdicts(timed(timing(1, count=3)), timed(timing(2, slow=3, count=3))) == ["too few samples"]


def test_more_series_take_more_trials() -> None:
    """Five against five is sure enough alone, and not as one of ten."""
    one = [timed(timing(seed, slow=slow, count=5)) for seed, slow in ((1, 1), (2, 3))]
    ten = [
        timed(*(timing(seed + n, slow=slow, count=5, pipeline=f"p{n}") for n in range(10)))
        for seed, slow in ((1, 1), (50, 3))
    ]
    assert verdicts(*one) == ["worse"]
    assert verdicts(*ten) == ["too few samples"] * 10


def test_series_of_a_trial_or_two_say_nothing_together() -> None:
    base, head = ([timing(seed + n, slow, 2, pipeline=f"p{n}") for n in range(12)] for seed, slow in ((1, 1), (50, 3)))
    assert compare_times(timed(*base), timed(*head)).together is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"environment": {**MACHINE, "cpu": "another"}}, "the two runs have different machines"),
        ({"environment": {**MACHINE, "dependencies": {"anyio": "4.2"}}}, ""),
        ({"seed": 1}, "the two runs have different seeds"),
        ({"mission": mission(parameters={"parallel_stages": 5})}, "the two runs have different parameters"),
        ({"timings": []}, "no pipeline was timed beside its reference work in both runs"),
        ({"timings": [timing(1, samples_us=[], reference_us=[])]}, "no pipeline was timed beside its reference"),
        ({"timings": [timing(1, engine="tasks")]}, "no pipeline was timed beside its reference"),
        ({"plant": "lost-write"}, ""),
    ],
)
def test_what_cannot_be_judged_says_why(changes: dict[str, Any], reason: str) -> None:
    head = timed(timing(2)).model_copy(update=changes)
    times = compare_times(timed(timing(1)), head)
    assert times.not_judged.startswith(reason)
    assert bool(times.changes) is not bool(reason)


def test_an_unknown_machine_is_not_judged() -> None:
    unknown = timed(timing(1), environment={})
    assert compare_times(unknown, unknown).not_judged == "it is not known on which machine the runs were made"


def test_only_from_medium_on_slower_is_a_regression() -> None:
    pair = timed(timing(1)), timed(timing(2, slow=1.6))
    assert [compare(*pair, fail_on).regressions == () for fail_on in ("high", "medium", "low", "never")] == [
        True,
        False,
        False,
        True,
    ]
    assert [(r.kind, r.id, r.head) for r in compare(*pair, "medium").regressions] == [("slower", "p, inline", "medium")]


@pytest.mark.parametrize(
    ("slow", "only", "found_min", "found_max"), [(1.0, None, 0, 1), (1.6, 5, 10, 10), (1.15, None, 10, 10)]
)
def test_power_on_drawn_samples(slow: float, only: int | None, found_min: int, found_max: int) -> None:
    """Ten pairs of twelve series each, with the spread that native trials have: at most one alarms."""
    found = 0
    for number in range(10):
        base, head = many(1_000 * number), many(1_000 * number + 500, slow=slow, only=only)
        found += "worse" in (together(base, head), *verdicts(base, head))
    assert found_min <= found <= found_max
