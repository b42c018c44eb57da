"""What is read out of traces: coverage of orders, and what goes round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.worker.explore import coverage
from harness.worker.explore.coverage import OrderCoverage
from harness.worker.explore.cycles import PERIOD_MAX, TIMES, repeated

NAMES = ["callbacks", "a", "b", "c", "a", "d"]  # two actors may have one name
traces = st.lists(st.lists(st.integers(0, len(NAMES) - 1), max_size=14), max_size=5)
ordered_names = st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=3)


def counted(traces: list[list[int]], ordered: set[tuple[str, str]]) -> tuple[int, int]:
    """The same by looking at every two steps of every trace."""
    for _ in "abcd":
        ordered = ordered | {(a, d) for a, b in ordered for c, d in ordered if b == c}
    seen = set[tuple[tuple[str, int], tuple[str, int]]]()
    for trace in traces:
        steps = [NAMES[actor] for actor in trace if actor]
        points = [(name, steps[: i + 1].count(name)) for i, name in enumerate(steps)]
        seen |= {
            (first, later)
            for i, first in enumerate(points)
            for later in points[i + 1 :]
            if first[0] != later[0] and not {(first[0], later[0]), (later[0], first[0])} & ordered
        }
    both = {frozenset(pair) for pair in seen if pair[::-1] in seen}
    return len(both), len({frozenset(pair) for pair in seen})


@given(traces, ordered_names)
def test_pairs_are_those_of_a_plain_count(traces: list[list[int]], ordered: set[tuple[str, str]]) -> None:
    measured = OrderCoverage(ordered)
    for trace in traces:
        measured.add(NAMES, trace)
    assert measured.pairs() == counted(traces, ordered)
    assert measured.complete


@given(traces, st.integers(1, 6))
def test_beyond_the_largest_number_of_steps_it_says_that_it_is_incomplete(
    traces: list[list[int]], points_max: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coverage, "POINTS_MAX", points_max)
        measured = OrderCoverage()
        for trace in traces:
            measured.add(NAMES, trace)
    points = {
        (NAMES[actor], [NAMES[a] for a in trace[: i + 1]].count(NAMES[actor]))
        for trace in traces
        for i, actor in enumerate(trace)
        if actor
    }
    assert measured.complete is (len(points) <= points_max)
    both, seen = measured.pairs()
    assert 0 <= both <= seen <= points_max * (points_max - 1) // 2
    whole_both, whole_seen = counted(traces, set())
    assert both <= whole_both and seen <= whole_seen


def test_an_order_is_covered_once_both_were_seen() -> None:
    measured = OrderCoverage()
    measured.add(["callbacks", "a", "b"], [1, 0, 2])
    assert measured.pairs() == (0, 1)
    measured.add(["callbacks", "b", "a"], [1, 2])  # by name, not by number
    assert measured.pairs() == (1, 1)


@pytest.mark.parametrize("turned", [False, True], ids=["forwards", "backwards"])
def test_what_depends_by_way_of_others_is_left_out(turned: bool) -> None:
    measured = OrderCoverage([("c", "b"), ("b", "a")] if turned else [("b", "a"), ("c", "b")])
    measured.add(NAMES, [1, 2, 3])
    assert measured.pairs() == (0, 0)
    measured.add(NAMES, [5, 1])
    assert measured.pairs() == (0, 1)


small = st.lists(st.integers(0, 2), max_size=30)


@given(small, st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_what_goes_round_is_found_with_its_shortest_period(before: list[int], round_: list[int]) -> None:
    trace = before + round_ * TIMES
    found = repeated(trace)
    assert found and len(found) <= len(round_)
    assert trace[-len(found) * TIMES :] == found * TIMES


@given(st.lists(st.integers(0, 1), max_size=24))
def test_it_is_a_stretch_that_ends_the_trace_three_times_and_the_shortest(trace: list[int]) -> None:
    round_ = [p for p in range(1, len(trace) // TIMES + 1) if trace[-p * TIMES :] == trace[-p:] * TIMES]
    assert len(repeated(trace)) == (min(round_) if round_ else 0)


def test_a_period_has_a_largest_length() -> None:
    assert len(repeated(list(range(PERIOD_MAX)) * TIMES)) == PERIOD_MAX
    assert repeated(list(range(PERIOD_MAX + 1)) * TIMES) == []
