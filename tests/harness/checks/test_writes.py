"""Oracles of concurrent writes, on histories written by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.overlap import first_overlap, stages_overlap
from harness.evidence.records import Operation
from tests.harness.checks.histories import (
    ended,
    fails,
    final_read,
    first_write,
    order,
    passes,
    read,
    started,
    trial,
    unknown,
    vacuous,
    write,
)

LOST = "no_acknowledged_write_is_lost"
WINS = "one_writer_wins"
A, B = write("a", 1, 4), write("b", 2, 3)


def test_every_acknowledged_write_is_read_back() -> None:
    verdict = passes(LOST, trial(order(), A, B, read("a"), read("b"), final_read(2)))
    assert verdict.looked_at == 2
    assert "writes overlapped" in verdict.reason


def test_a_lost_write_is_shown_with_the_one_that_overtook_it() -> None:
    verdict = fails(LOST, trial(order(), A, B, read("b"), final_read(1)), "write lost")
    assert verdict.witness == (
        "w-a called write('a') at step 1.",
        "Before it returned, w-b finished write('b') at 3.",
        "write('a') returned without an error at step 4.",
        "The final read held 1 name; 'a' is not in it.",
    )


@pytest.mark.parametrize(
    ("records", "says"),
    [
        ((A, B, read("a", "v-b"), read("b")), "'a' is in it with another value"),
        ((A, B, read("a", "other"), read("b")), "'a' is in it with another value"),
        ((A, write("a", 2, 3, actor="w-b", value="v2"), read("a", "v2")), "'a' is in it with another value"),
        ((write("a", 1, 2), read("b")), "'a' is not in it"),
    ],
    ids=["value-of-its-neighbour", "value-of-nobody", "two-acknowledged-at-once", "lost-without-overlap"],
)
def test_another_value_is_a_lost_write(records: tuple[Any, ...], says: str) -> None:
    verdict = fails(LOST, trial(order(), *records, final_read(2)), "write lost")
    assert verdict.witness[-1].endswith(f"{says}.")


@pytest.mark.parametrize(
    "records",
    [
        (write("a", 1, 2, value="old"), write("a", 3, 6, value="new"), write("b", 4, 5), read("a", "new"), read("b")),
        (A, B, read("a"), read("b"), read("c", "nobody's")),
        (A, B, write("c", 1, 5, outcome="fail"), read("a"), read("b")),
        (A, B, write("c", 1, None), read("a"), read("b")),
        (A, B, write("c", 1, None), read("a"), read("b"), read("c")),
        (A, B, write("a", 1, None, value="v2"), read("a", "v2"), read("b")),
    ],
    ids=[
        "replaced-by-a-later-write",
        "more-was-read-than-written",
        "refused-write-is-not-there",
        "unknown-write-is-not-there",
        "unknown-write-is-there",
        "unknown-write-replaced-an-acknowledged-one",
    ],
)
def test_histories_in_which_nothing_was_lost(records: tuple[Any, ...]) -> None:
    passes(LOST, trial(order(), *records, final_read(3)))


def test_the_witness_stays_short_however_many_writes_are_lost() -> None:
    writes = [write(f"k{i}", 1, 10 + i) for i in range(40)]
    verdict = fails(LOST, trial(order(), *writes, final_read(0)), "write lost")
    assert verdict.reason == "40 of 40 acknowledged writes lost"
    assert verdict.witness[-1] == "Lost in the same way: k1, k2, k3, k4, k5 and 34 more."


def test_a_lost_first_write_counts_too() -> None:
    lost = first_write("a", "t1", 1, 3), first_write("a", "t2", 2, 4, "fail"), read("a", "a-of-t2")
    fails(LOST, trial(order(), *lost, final_read(1)), "write lost")


def test_without_a_final_read_nothing_is_known() -> None:
    unknown(LOST, trial(order(), A, B, read("a")))


@pytest.mark.parametrize(
    "records",
    [
        (),
        (read("a"),),
        (write("a", 1, 2, outcome="fail"), write("b", 1, 3, outcome="fail")),
        (write("a", 1, None), write("b", 2, None)),
        (write("a", 1, 2), write("b", 3, 4), read("a"), read("b")),
        (write("a", 1, 4, actor="w"), write("b", 2, 3, actor="w"), read("a"), read("b")),
    ],
    ids=["no-write", "only-reads", "all-refused", "none-returned", "nothing-overlapped", "one-actor-alone"],
)
def test_no_premise_is_vacuous(records: tuple[Any, ...]) -> None:
    vacuous(LOST, trial(order(), *records, final_read(0)))


def without_suspension(*spans: tuple[int, int], stages: bool) -> Any:
    writes = [write(f"k{at}", at, ret, detail="did not suspend") for at, ret in spans]
    events = [started("x", 1), started("y", 2), ended("x", 8), ended("y", 9)] if stages else []
    return trial(order(), *events, *writes, *(read(w.target) for w in writes), final_read(2))


def test_writes_that_do_not_suspend_are_excluded_by_construction_where_stages_overlap() -> None:
    assert "no write suspends" in passes(LOST, without_suspension((3, 4), (5, 6), stages=True)).reason
    vacuous(LOST, without_suspension((3, 4), (5, 6), stages=False))


def test_one_first_writer_is_acknowledged() -> None:
    contended = (
        first_write("a", "t1", 1, 4),
        first_write("a", "t2", 2, 3, "fail"),
        first_write("a", "t3", 5, 6, "fail"),
    )
    assert "1 contended" in passes(WINS, trial(order(), *contended)).reason


def test_two_winners_are_named() -> None:
    both = (first_write("a", "t1", 1, 4), first_write("a", "t2", 2, 3), first_write("b", "t1", 5, 6))
    verdict = fails(WINS, trial(order(), *both), "several winners")
    assert verdict.witness == ("a: 2 of 2 first writes acknowledged: t1 (steps 1 to 4), t2 (steps 2 to 3)",)


@pytest.mark.parametrize(
    ("tries", "signature"),
    [
        ((first_write("a", "t1", 1, 2), first_write("a", "t2", 3, 4)), "several winners"),
        (
            (first_write("a", "t1", 1, 4), first_write("a", "t2", 2, 3), first_write("a", "t3", 1, None)),
            "several winners",
        ),
        ((first_write("a", "t1", 1, 4, "fail"), first_write("a", "t2", 2, 3, "fail")), "no winner"),
    ],
    ids=["one-after-the-other", "beside-an-unknown-one", "all-refused"],
)
def test_any_number_of_winners_but_one_is_wrong(tries: tuple[Operation, ...], signature: str) -> None:
    fails(WINS, trial(order(), *tries), signature)


@pytest.mark.parametrize(
    "tries",
    [
        (),
        (first_write("a", "t1", 1, 2), first_write("a", "t2", 3, 4, "fail")),
        (first_write("a", "t1", 1, 4), first_write("b", "t2", 2, 3)),
        (first_write("a", "t1", 1, 4, "fail"), first_write("b", "t2", 2, 3)),
        (write("a", 1, 4), write("a", 2, 3, actor="other")),
    ],
    ids=["nobody-tried", "no-overlap", "names-of-their-own", "a-lone-refusal-contends-with-nobody", "other-writes"],
)
def test_nothing_contended_is_vacuous(tries: tuple[Operation, ...]) -> None:
    vacuous(WINS, trial(order(), *tries))


def test_an_unknown_attempt_may_have_been_the_winner() -> None:
    passes(WINS, trial(order(), first_write("a", "t1", 1, None), first_write("a", "t2", 2, 3, "fail")))


def test_many_wrong_names_make_a_short_witness() -> None:
    both = [first_write(f"k{i}", actor, 1, 4) for i in range(30) for actor in ("t1", "t2")]
    assert fails(WINS, trial(order(), *both), "several winners").witness[-1] == "... and 21 more of the same kind"


spans = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 12), st.none() | st.integers(1, 8)), min_size=0, max_size=7
)


@given(spans)
def test_an_overlap_is_found_exactly_where_two_actors_overlap(raw: list[tuple[str, int, int | None]]) -> None:
    ops = [write("k", at, None if length is None else at + length, actor=actor) for actor, at, length in raw]
    overlapping = any(
        x.actor != y.actor and x.invoke <= y.invoke and (x.ret is None or y.invoke < x.ret)
        for i, x in enumerate(ops)
        for j, y in enumerate(ops)
        if i != j
    )
    found = first_overlap(ops)
    assert (found is not None) == overlapping
    if found:
        assert found[0].actor != found[1].actor


@pytest.mark.parametrize(
    ("events", "overlap"),
    [
        ((), False),
        ((started("a", 1), ended("a", 2), started("b", 3), ended("b", 4)), False),
        ((started("a", 1), started("b", 2), ended("a", 3), ended("b", 4)), True),
    ],
    ids=["none", "one-after-the-other", "side-by-side"],
)
def test_stages_overlap(events: tuple[Any, ...], overlap: bool) -> None:
    assert stages_overlap(trial(order(), *events)) is overlap
