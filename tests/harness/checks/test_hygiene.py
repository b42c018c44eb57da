"""Checks over what runs leave open or alive, and over their limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.nothing_is_retained import CHECKPOINTS_MIN, LIMIT_OBJECTS, WARM
from harness.checks.slope import median, theil_sen
from harness.checks.stages_are_started_fairly import OVERTAKEN_MAX
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event
from tests.harness.checks.histories import ended, fails, head, order, passes, stage, started, trial, unknown, vacuous

OPEN, RETAINED = "nothing_stays_open", "nothing_is_retained"
LATE, FAIR = "a_timed_out_stage_is_stopped", "stages_are_started_fairly"
ONE = order(stage("a"))
numbers = st.integers(-1000, 1000)


def opened(what: str, before: int, after: int, which: str = "") -> Event:
    return Event("open", 1, {"what": what, "before": before, "after": after, "which": which})


def test_what_is_as_before_passes() -> None:
    passes(OPEN, trial(ONE, opened("threads", 3, 3), opened("timers", 0, 0), opened("file descriptors", 9, 8)))


@pytest.mark.parametrize("what", ["threads", "file descriptors", "timers", "tasks", "active_children of the tracker"])
def test_what_stays_open_fails_with_the_numbers(what: str) -> None:
    verdict = fails(OPEN, trial(ONE, opened("others", 1, 1), opened(what, 3, 5, "run watch")), what)
    assert verdict.witness == (f"{what}: 3 before, 5 after: run watch",)


def test_where_nobody_looked_or_the_trial_did_not_end_nothing_is_said() -> None:
    vacuous(OPEN, trial(ONE))
    unknown(OPEN, trial(ONE, opened("threads", 3, 4), ended="error"))


def counts(ending: str, after: float = 0, cyclic: int = 0, of: int = 12, noise: int = 0) -> list[Event]:
    """`after` objects more per run, and `cyclic` that wait for the collector; batches of ten runs."""
    return [
        Event(
            "retained",
            n,
            {
                "ending": ending,
                "checkpoint": n,
                "runs": 10,
                "cyclic": cyclic * 10 + noise,
                "after": 5000 + int(after * 10 * n),
            },
        )
        for n in range(of)
    ]


def test_counts_that_do_not_grow_pass() -> None:
    passes(RETAINED, trial(ONE, *counts("ok"), *counts("raise", after=0.2, noise=8)))


def test_one_wild_count_is_no_leak() -> None:
    wild = counts("ok")
    wild[5] = Event("retained", 5, {**wild[5].fields, "cyclic": 999, "after": 999_990})
    passes(RETAINED, trial(ONE, *wild))


@pytest.mark.parametrize("at", [4, 7, 9])
@pytest.mark.parametrize("after", [0, 0.2], ids=["steady", "noisy"])
def test_one_step_is_no_leak(at: int, after: float) -> None:
    stepped = counts("ok", after=after)
    for n in range(at, len(stepped)):
        fields = stepped[n].fields
        stepped[n] = Event("retained", n, {**fields, "after": int(fields["after"] or 0) + 160})
    passes(RETAINED, trial(ONE, *stepped))


def test_growth_between_most_counts_is_a_leak_also_where_some_do_not_grow() -> None:
    grown = [0, 20, 20, 40, 60, 60, 80, 100, 100, 120, 140, 140]
    events = [Event("retained", n, {**e.fields, "after": 5000 + grown[n]}) for n, e in enumerate(counts("ok"))]
    fails(RETAINED, trial(ONE, *events), "leak: ok")


def test_what_is_cached_while_it_gets_warm_is_no_leak() -> None:
    cold = [Event("retained", n, {**e.fields, "after": 9}) for n, e in enumerate(counts("ok")[:WARM])]
    passes(RETAINED, trial(ONE, *cold, *counts("ok")[WARM:]))


@pytest.mark.parametrize(
    ("how", "signature", "says"),
    [
        ({"after": 3.0}, "leak: raise", "3.0 objects per run stay alive after a collection"),
        ({"cyclic": 4}, "cycles: raise", "4.0 objects per run wait in cycles"),
        ({"after": LIMIT_OBJECTS}, "leak: raise", "1.0 objects per run stay alive"),
        ({"after": 2, "cyclic": 2}, "cycles: raise, leak: raise", "2.0 objects per run"),
    ],
    ids=["leak", "cycles", "one-for-each-run", "both"],
)
def test_what_grows_with_the_runs_fails_with_the_rate_and_the_type(
    how: dict[str, float], signature: str, says: str
) -> None:
    types = [
        Event(name, 90, {"ending": ending, "type": f"{name} of {ending}", "count": 30})
        for name in ("grew_most", "cycles_of")
        for ending in ("ok", "raise")
    ]
    evidence = trial(ONE, *counts("ok"), *counts("raise", **how), *types)  # type: ignore[arg-type]
    verdict = fails(RETAINED, evidence, signature)
    assert verdict.witness[0].startswith(f"Runs that end by raise: {says}")
    assert "of raise, 30 objects" in verdict.witness[1]


def test_too_few_counts_say_nothing() -> None:
    vacuous(RETAINED, trial(ONE))
    vacuous(RETAINED, trial(ONE, *counts("ok", after=50, of=CHECKPOINTS_MIN - 1)))


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30, unique=True), numbers, numbers)
def test_the_slope_of_a_line_is_its_own(xs: list[int], slope: int, offset: int) -> None:
    assert theil_sen([(x, slope * x + offset) for x in xs]) == pytest.approx(slope)


@given(st.lists(st.tuples(st.integers(0, 50), numbers), min_size=2, max_size=20), numbers, numbers)
def test_a_slope_moves_with_the_line_that_is_added(points: list[tuple[int, int]], slope: int, offset: int) -> None:
    if len({x for x, _ in points}) < 2:
        with pytest.raises(ValueError, match="no slope"):
            theil_sen(points)
        return
    moved = theil_sen([(x, y + slope * x + offset) for x, y in points])
    assert moved == pytest.approx(theil_sen(points) + slope, abs=1e-6)


@given(st.integers(10, 30), st.data())
def test_a_quarter_of_wild_points_does_not_move_the_slope_beyond_its_neighbours(n: int, data: st.DataObject) -> None:
    wild = data.draw(st.sets(st.integers(0, n - 1), max_size=n // 4))
    points = [(x, data.draw(st.integers(-(10**6), 10**6)) if x in wild else 7 * x) for x in range(n)]
    assert theil_sen(points) == 7


@given(st.lists(numbers, min_size=1))
def test_half_of_the_values_lie_on_each_side_of_the_median(values: list[int]) -> None:
    middle = median(values)
    assert sum(v < middle for v in values) <= len(values) / 2 >= sum(v > middle for v in values)


def test_the_median_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        median([])


LIMITED = Event("stages_limited", 1, {"timeout_ms": 100, "late": "a"})


def entered(at_ms: int | None = 0) -> Event:
    return Event("stage_started", 2, {"stage": "a", "at_ms": at_ms})


def left(at: int, how: str = "cancelled", at_ms: int | None = 100) -> Event:
    return Event("stage_left", at, {"stage": "a", "how": how, "at_ms": at_ms})


def run_over(at: int, how: str = "raised Failure", cause: str = "TimeoutError", of: str = "a") -> Event:
    return Event("run_ended", at, {"how": how, "cause": cause, "stage": of, "says": "timed out", "at_ms": 100})


def test_a_late_stage_that_is_stopped_passes() -> None:
    timed = passes(LATE, trial(ONE, LIMITED, entered(), left(5), run_over(6)))
    assert timed.reason == "stage a was stopped after 100 ms of virtual time, its limit is 100 ms"


def test_what_was_not_measured_is_not_said() -> None:
    verdict = passes(LATE, trial(ONE, LIMITED, entered(None), left(5, at_ms=None), run_over(6)))
    assert verdict.reason == "stage a was stopped; after how long was not measured"


def left_after(took_ms: int, setting: str) -> TrialEvidence:
    return TrialEvidence(ONE, head(setting=setting), [LIMITED, entered(7), left(5, at_ms=7 + took_ms), run_over(6)])


@pytest.mark.parametrize(
    ("took_ms", "setting"),
    [(99, "native"), (110, "native"), (99, "latency"), (350, "latency"), (0, "reorder"), (350, "reorder")],
)
def test_a_stage_that_is_left_about_at_its_limit_passes(took_ms: int, setting: str) -> None:
    passes(LATE, left_after(took_ms, setting))


@pytest.mark.parametrize(
    ("took_ms", "setting", "signature"),
    [
        (0, "native", "stopped early"),
        (98, "native", "stopped early"),
        (111, "native", "stopped late"),
        (98, "latency", "stopped early"),
        (351, "latency", "stopped late"),
        (351, "reorder", "stopped late"),
    ],
)
def test_a_stage_that_is_left_at_another_time_fails(took_ms: int, setting: str, signature: str) -> None:
    verdict = fails(LATE, left_after(took_ms, setting), signature)
    assert verdict.witness == (f"Stage a was left after {took_ms} ms, its limit is 100 ms.",)


@pytest.mark.parametrize(
    ("records", "signature"),
    [
        ([left(5), run_over(6, "returned", "")], "late stage is no failure"),
        ([left(5), run_over(6, cause="ValueError")], "another failure"),
        ([left(5), run_over(6, of="b")], "another failure"),
        ([run_over(6), left(9)], "late stage is not left"),
        ([run_over(6)], "late stage is not left"),
        ([run_over(6), Event("late_stage_went_on", 8, {"stage": "a"}), left(9)], "late stage runs on"),
        ([left(5, "returned"), run_over(6)], "late stage is not cancelled"),
        ([left(5, at_ms=900), run_over(6)], "stopped late"),
    ],
    ids=["forgiven", "other-cause", "other-stage", "left-later", "never-left", "goes-on", "returned", "too-late"],
)
def test_a_late_stage_that_is_treated_otherwise_fails(records: list[Event], signature: str) -> None:
    fails(LATE, trial(ONE, LIMITED, entered(), *records), signature)


def test_without_a_late_stage_or_an_end_nothing_is_judged() -> None:
    vacuous(LATE, trial(ONE, entered(), left(5), run_over(6)))
    vacuous(LATE, trial(ONE, LIMITED, run_over(6)))
    unknown(LATE, trial(ONE, LIMITED, entered()))


CHAIN = [f"c{i}" for i in range(OVERTAKEN_MAX + 4)]
QUEUE = order(*(stage(name, *CHAIN[max(i - 1, 0) : i]) for i, name in enumerate(CHAIN)), stage("waits"))


def in_order(*names: str, setting: str = "native") -> TrialEvidence:
    """Each stage starts and ends before the next one starts."""
    records = [e for i, name in enumerate(names, 1) for e in (started(name, 2 * i), ended(name, 2 * i + 1))]
    return TrialEvidence(QUEUE, head(setting=setting), records)


@pytest.mark.parametrize("overtaken", [1, OVERTAKEN_MAX], ids=["once", "as-often-as-may-be"])
def test_a_stage_that_has_its_turn_passes(overtaken: int) -> None:
    before = overtaken + 1  # the first of the chain is ready with it
    passes(FAIR, in_order(*CHAIN[:before], "waits", *CHAIN[before:]))


def test_a_stage_that_is_passed_over_again_and_again_fails() -> None:
    verdict = fails(FAIR, in_order(*CHAIN, "waits"), "starved")
    assert verdict.witness[0].startswith(f"stage waits: ready at step 0, started at step {2 * len(CHAIN) + 2}")
    assert f"{len(CHAIN) - 1} stages that became ready later" in verdict.witness[0]


def test_fairness_needs_native_order_and_somebody_who_waits() -> None:
    vacuous(FAIR, in_order(*CHAIN, "waits", setting="reorder"))
    vacuous(FAIR, in_order("waits", *CHAIN))
    unknown(FAIR, in_order(*CHAIN))
