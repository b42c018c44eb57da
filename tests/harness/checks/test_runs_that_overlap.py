"""Checks over runs of one graph that are under way at the same time."""

from collections.abc import Sequence
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.each_run_ends_in_its_own_way import ENDS
from harness.checks.runs import overlapped, spans
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Record
from tests.harness.checks.histories import fails, order, passes, stage, trial, unknown, vacuous

CANARY = "no_canary_crosses_over"
NEIGHBOUR = "a_failing_neighbour_changes_nothing"
ENDING = "each_run_ends_in_its_own_way"
OWN_RUN = "cleanups_run_in_their_own_run"
LAST_FIRST = "cleanups_run_last_first"
ONCE = "cleanups_run_once"
ONE = order(stage("s0"), family="overlapping_runs")


def run(
    name: str,
    began: int,
    settled: int | None,
    phase: str = "beside",
    way: str = "ok",
    how: str = "",
    results: str = "r",
    cleanups: str = "s0",
) -> list[Record]:
    begin = Event("run_began", began, {"run": name, "phase": phase, "way": way})
    if settled is None:
        return [begin]
    said = {"how": how or ENDS[way], "results": results, "cleanups": cleanups}
    return [begin, Event("run_settled", settled, {"run": name, "phase": phase, "way": way, **said})]


def seen(by: str, place: str, whose: str, at: int = 15) -> Event:
    return Event("canary_seen", at, {"run": by, "place": place, "whose": whose})


def registered(name: str, at: int, of: str = "t0r0", phase: str = "beside") -> Event:
    return Event("cleanup_registered", at, {"cleanup": name, "run": of, "phase": phase})


def cleaned(name: str, at: int, of: str = "t0r0", context: str = "", phase: str = "beside") -> Event:
    return Event("cleanup_started", at, {"cleanup": name, "run": of, "phase": phase, "context": context or of})


def of(*parts: Sequence[Record] | Record) -> TrialEvidence:
    records: list[Record] = []
    for part in parts:
        records += part if isinstance(part, list) else [cast(Record, part)]
    return trial(ONE, *records)


BOTH = [*run("t0r0", 10, 20), *run("t1r0", 11, 21)]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([(1, 5), (6, 9)], False),
        ([(1, 5), (4, 9)], True),
        ([(1, 20), (2, 3), (19, 30)], True),
        ([(1, 3), (4, None), (9, 10)], True),
        ([(1, 3)], False),
        ([], False),
    ],
    ids=["one-after-another", "two", "a-long-one-over-a-short-one", "one-that-never-ends", "alone", "none"],
)
def test_runs_overlap_where_one_begins_before_another_has_settled(
    times: list[tuple[int, int | None]], expected: bool
) -> None:
    records = [r for number, (began, end) in enumerate(times) for r in run(f"t0r{number}", began, end)]
    assert overlapped(spans(of(records))) is expected


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8))
def test_overlap_is_that_of_any_two_runs(times: list[tuple[int, int]]) -> None:
    """Against all pairs; each run begins and settles at a moment of its own."""
    spread = [(began * 100 + 2 * n, (began + length) * 100 + 2 * n + 1) for n, (began, length) in enumerate(times)]
    records = [r for n, (began, settled) in enumerate(spread) for r in run(f"t0r{n}", began, settled)]
    pairs = [(a, b) for i, a in enumerate(spread) for b in spread[i + 1 :]]
    assert overlapped(spans(of(records))) is any(a[0] < b[1] and b[0] < a[1] for a, b in pairs)


def test_own_canaries_pass() -> None:
    passes(CANARY, of(BOTH, seen("t0r0", "its snapshot", "t0r0"), seen("t1r0", "its error", "t1r0")))


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("the result of stage s3", "the result"),
        ("the input from s1", "the input"),
        ("event canary", "event"),
        ("log line of pipeline_dag", "log line of pipeline_dag"),
        ("its error", "its error"),
        ("a context variable", "a context variable"),
    ],
)
def test_a_canary_of_another_run_fails_with_where_and_whose(place: str, kind: str) -> None:
    verdict = fails(CANARY, of(BOTH, seen("t0r0", place, "t1r0")), f"canary of another run: {kind}")
    assert verdict.witness == (
        f"Run t0r0 of tenant t0 found the canary of run t1r0, of another tenant (t1), in {place}.",
    )


def test_a_canary_of_the_same_tenant_fails_too() -> None:
    verdict = fails(CANARY, of(BOTH, seen("t0r0", "its error", "t0r1")), "canary of another run: its error")
    assert "of the same tenant" in verdict.witness[0]


def test_without_a_canary_or_without_overlap_nothing_is_judged() -> None:
    vacuous(CANARY, of(BOTH))
    vacuous(CANARY, of(run("t0r0", 1, 2), run("t1r0", 3, 4), seen("t0r0", "its error", "t0r0")))
    alone = [*run("t0r0", 1, 20, "alone"), *run("t1r0", 2, 30, "alone")]
    vacuous(CANARY, of(alone, seen("t0r0", "its error", "t0r0")))


FAILING = run("t1r0", 12, 22, way="raise")


def test_a_run_that_is_the_same_alone_and_beside_passes() -> None:
    passes(NEIGHBOUR, of(run("t0r0", 1, 5, "alone"), run("t0r0", 10, 20), FAILING))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"how": "cancelled"}, "outcome"),
        ({"results": "other"}, "results"),
        ({"cleanups": ""}, "cleanups"),
    ],
)
def test_a_run_that_its_neighbour_changed_fails(changes: dict[str, str], part: str) -> None:
    evidence = of(run("t0r0", 1, 5, "alone"), run("t0r0", 10, 20, **changes), FAILING)
    verdict = fails(NEIGHBOUR, evidence, f"changed: {part}")
    assert verdict.witness[0].startswith(f"Run t0r0, {part}: alone ")
    assert verdict.witness[1] == "Beside it: t1r0 (raise)."


def test_what_a_run_that_ends_early_came_to_is_not_compared() -> None:
    failing_alone = run("t1r0", 6, 7, "alone", "raise", results="x")
    passes(NEIGHBOUR, of(run("t0r0", 1, 5, "alone"), failing_alone, run("t0r0", 10, 20), FAILING))


def test_without_a_failing_neighbour_or_overlap_there_is_no_premise() -> None:
    vacuous(NEIGHBOUR, of(run("t0r0", 1, 5, "alone"), run("t0r0", 10, 20), run("t1r0", 12, 22)))
    vacuous(NEIGHBOUR, of(run("t0r0", 1, 5, "alone"), run("t0r0", 10, 11), FAILING))
    vacuous(NEIGHBOUR, of(run("t0r0", 10, 20), FAILING))


def test_a_run_that_did_not_settle_is_unknown() -> None:
    unknown(NEIGHBOUR, of(run("t0r0", 1, 5, "alone"), run("t0r0", 10, None), FAILING))
    unknown(ENDING, of(run("t0r0", 10, None, way="raise")))


@pytest.mark.parametrize("way", ENDS)
def test_each_way_has_its_ending(way: str) -> None:
    other = "raise" if way == "ok" else "ok"
    passes(ENDING, of(run("t0r0", 1, 2, way=way), run("t0r1", 3, 4, way=other)))
    wrong = "raised ValueError"
    verdict = fails(ENDING, of(run("t0r0", 1, 2, way=way, how=wrong), run("t0r1", 3, 4, way=other)), f"ending: {way}")
    assert verdict.witness[0].endswith(f"and it {wrong}; expected: {ENDS[way]}.")


def test_where_no_run_was_to_end_early_nothing_is_said_of_endings() -> None:
    vacuous(ENDING, of(run("t0r0", 1, 2)))


def test_cleanups_within_their_run_pass() -> None:
    passes(OWN_RUN, of(BOTH, cleaned("a", 15), cleaned("b", 16, "t1r0")))


@pytest.mark.parametrize("at", [5, 25], ids=["before", "after"])
def test_a_cleanup_outside_its_run_fails(at: int) -> None:
    fails(OWN_RUN, of(BOTH, cleaned("a", at)), "cleanup outside its run")


def test_a_cleanup_that_the_neighbours_end_calls_fails() -> None:
    verdict = fails(OWN_RUN, of(BOTH, cleaned("a", 15, "t0r0", "t1r0")), "cleanup of another run")
    assert verdict.witness == ("cleanup a of run t0r0 was called in the context of run t1r0.",)


def test_without_cleanups_or_overlap_own_run_says_nothing() -> None:
    vacuous(OWN_RUN, of(BOTH))
    vacuous(OWN_RUN, of(run("t0r0", 10, 20), cleaned("a", 15)))


def test_cleanups_of_each_run_are_counted_by_themselves() -> None:
    records = [registered("a", 12), registered("b", 13, "t1r0"), cleaned("a", 15)]
    passes(ONCE, of(BOTH, records, cleaned("b", 16, "t1r0")))
    fails(ONCE, of(BOTH, records), "cleanup not run")
    fails(ONCE, of(BOTH, records, cleaned("b", 16, "t1r0"), cleaned("a", 17)), "cleanup run again")


def test_the_last_cleanup_goes_first_in_each_run() -> None:
    records = [registered("a", 1), registered("x", 2, "t1r0"), registered("b", 3), registered("y", 4, "t1r0")]
    passes(LAST_FIRST, of(records, [cleaned(n, 20 + i) for i, n in enumerate("ba")], cleaned("y", 30, "t1r0")))
    verdict = fails(LAST_FIRST, of(records, cleaned("a", 20), cleaned("b", 21)), "order of cleanups")
    assert verdict.witness == ("beside t0r0: started a, b", "  expected b, a")


def test_a_lost_or_repeated_cleanup_is_no_matter_of_order() -> None:
    records = [registered(n, i) for i, n in enumerate("abc", 1)]
    passes(LAST_FIRST, of(records, cleaned("c", 20), cleaned("a", 21)))
    passes(LAST_FIRST, of(records, [cleaned(n, 20 + i) for i, n in enumerate("cbac")]))
    vacuous(LAST_FIRST, of(records, cleaned("c", 20)))


def test_what_a_cleanup_registers_has_no_place_in_the_order() -> None:
    records = [registered("x", 1), registered("y", 2), cleaned("y", 10), registered("z", 11)]
    passes(LAST_FIRST, of(records, cleaned("x", 12), cleaned("z", 13)))
    passes(LAST_FIRST, of(records, cleaned("z", 12), cleaned("x", 13)))
    wrong = [registered("x", 1), registered("y", 2), cleaned("x", 10), registered("z", 11), cleaned("y", 12)]
    fails(LAST_FIRST, of(wrong, cleaned("z", 13)), "order of cleanups")
    vacuous(LAST_FIRST, of([registered("y", 2), cleaned("y", 10), registered("z", 11), cleaned("z", 12)]))
