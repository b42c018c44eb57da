"""Checks over where run ids come from, and over what is done with one that comes twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.evidence.records import Event
from tests.harness.checks.histories import fails, order, passes, trial, vacuous

NAMED, DRAWN, REPEATED = "every_run_has_an_id", "drawn_ids_never_repeat", "a_repeated_child_id_is_refused"
NO_STAGES = order()


def seen(run: str, run_id: str, place: str = "stage a") -> Event:
    return Event("run_identified", 1, {"run": run, "place": place, "id": run_id})


def drew(source: str, drawn: int = 100, missing: int = 0, repeated: int = 0, met: int = 0, whose: str = "") -> Event:
    fields = {"source": source, "drawn": drawn, "missing": missing, "repeated": repeated, "met": met, "whose": whose}
    return Event("ids_drawn", 1, fields)  # type: ignore[arg-type]


def tried(child: str, run_id: str, how: str, ids: int = 1, says: str = "") -> Event:
    return Event("repeat_tried", 1, {"ids": ids, "child": child, "id": run_id, "how": how, "says": says})


def test_runs_with_an_id_each_pass() -> None:
    passes(NAMED, trial(NO_STAGES, seen("run 0", "id 1"), seen("run 1", "id 2"), seen("run 0", "id 1", "event seen")))


def test_a_run_without_an_id_fails_with_the_place_that_found_none() -> None:
    verdict = fails(NAMED, trial(NO_STAGES, seen("run 0", "id 1"), seen("run 1", "", "event seen")), "run id: none")
    assert verdict.witness == ("run 1 had no run id: event seen found none.",)


def test_a_run_with_two_ids_fails_with_both_places() -> None:
    records = seen("run 0", "id 1"), seen("run 0", "id 3", "its result"), seen("run 1", "id 2")
    verdict = fails(NAMED, trial(NO_STAGES, *records), "run id: several")
    assert verdict.witness == ("run 0 had several run ids: id 1 in stage a, id 3 in its result.",)


def test_two_runs_with_one_id_fail_with_whose_it_is() -> None:
    records = seen("run 0", "id 1"), seen("run 1", "id 1", "its context")
    verdict = fails(NAMED, trial(NO_STAGES, *records), "run id: that of another run")
    assert verdict.witness == ("run 1 had the run id of run 0: id 1, in its context.",)


def test_one_run_alone_shows_nothing_of_ids() -> None:
    vacuous(NAMED, trial(NO_STAGES))
    vacuous(NAMED, trial(NO_STAGES, seen("run 0", "")))


@given(st.lists(st.integers(0, 9), min_size=2, max_size=12))
def test_runs_pass_exactly_where_their_ids_are_distinct(ids: list[int]) -> None:
    history = trial(NO_STAGES, *(seen(f"run {n}", f"id {i}") for n, i in enumerate(ids)))
    if len(set(ids)) == len(ids):
        passes(NAMED, history)
    else:
        fails(NAMED, history, "run id: that of another run")


def test_sources_that_share_nothing_pass_with_how_many_ids_that_were() -> None:
    verdict = passes(DRAWN, trial(NO_STAGES, drew("the process", 1000), drew("thread 0", 500)))
    assert "1,500 ids of 2 sources" in verdict.reason


@pytest.mark.parametrize(
    ("fault", "kind", "line"),
    [
        (drew("thread 1", missing=3), "missing", "thread 1 asked for 100 ids, of which 3 are missing."),
        (drew("thread 1", repeated=2), "repeated", "thread 1 drew 100 ids: 2 of them repeat one of its own."),
        (
            drew("thread 1", met=1, whose="the process"),
            "met",
            "thread 1 drew 100 ids: 1 of them are another's, the first that of the process.",
        ),
    ],
    ids=["missing", "repeated", "met"],
)
def test_ids_that_are_missing_or_alike_fail(fault: Event, kind: str, line: str) -> None:
    verdict = fails(DRAWN, trial(NO_STAGES, drew("the process"), fault), f"drawn ids: {kind}")
    assert verdict.witness == (line,)


def test_one_source_or_one_that_drew_nothing_shows_nothing() -> None:
    vacuous(DRAWN, trial(NO_STAGES, drew("the process")))
    vacuous(DRAWN, trial(NO_STAGES, drew("the process"), drew("forked process 0", drawn=0)))


@pytest.mark.parametrize("how", ["raised", "failed result"])
def test_a_second_child_that_is_refused_passes(how: str) -> None:
    passes(REPEATED, trial(NO_STAGES, tried("child 0", "id 1", "own result"), tried("child 1", "", how)))


def test_two_children_with_one_id_fail() -> None:
    records = tried("child 0", "id 1", "own result"), tried("child 1", "id 1", "own result")
    verdict = fails(REPEATED, trial(NO_STAGES, *records), "repeated child id: accepted")
    assert verdict.witness[0] == "With 1 id for 2 children child 0 began with id 1, which 2 live children had."


def test_a_child_that_did_not_run_and_is_told_as_done_fails() -> None:
    records = (
        tried("child 0", "id 1", "own result", 2),
        tried("child 1", "id 2", "own result", 2),
        tried("child 2", "", "another result", 2),
    )
    verdict = fails(REPEATED, trial(NO_STAGES, *records), "repeated child id: told as done")
    assert verdict.witness == (
        "With 2 ids for 3 children child 2 did not begin, and its parent was told that it went well.",
    )


def test_a_live_child_that_the_second_one_disturbs_fails() -> None:
    records = tried("child 0", "id 1", "failed result", says="cancelled"), tried("child 1", "", "raised")
    verdict = fails(REPEATED, trial(NO_STAGES, *records), "repeated child id: disturbed")
    assert verdict.witness == (
        "With 1 id for 2 children child 0, which had begun, gave its parent a failed result: cancelled.",
    )


def test_the_same_number_in_two_rounds_is_no_id_twice() -> None:
    vacuous(REPEATED, trial(NO_STAGES))
    first, second = tried("child 0", "id 1", "own result", 1), tried("child 0", "id 1", "own result", 2)
    vacuous(REPEATED, trial(NO_STAGES, first, second))
