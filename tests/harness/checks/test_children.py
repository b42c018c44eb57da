"""Checks over child runs."""

import pytest

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Operation
from tests.harness.checks.histories import fails, order, passes, stage, trial, vacuous

WITH_PARENT = "children_end_with_their_parent"
STOPPED = "a_cancelled_child_is_stopped"
PAIRED = "child_events_are_paired"
REACH = "child_failures_reach_the_parent"
DEPTH = "depth_is_limited"
OWN_RESULT = "a_child_gives_its_own_result"
TRACED = "children_can_be_traced"
IDS = "run_ids_are_distinct"
TREE = order(stage("s0"), family="subpipeline_tree")


def began(child: str, at: int, parent: str = "root") -> Event:
    return Event("child_began", at, {"child": child, "parent": parent})


def over(child: str, at: int, how: str = "returned", says: str = "") -> Event:
    return Event("child_over", at, {"child": child, "how": how, "says": says})


def parent_over(at: int, parent: str = "root") -> Event:
    return Event("parent_over", at, {"parent": parent})


def asked(child: str, at: int, reason: str = "") -> Event:
    return Event("child_cancel_asked", at, {"child": child, "reason": reason})


def told(child: str, kind: str, at: int, reason: str = "") -> Event:
    return Event("child_event", at, {"child": child, "kind": kind, "reason": reason})


def answered(child: str, success: bool, says: str = "", at: int = 40) -> Event:
    return Event("child_result", at, {"child": child, "success": success, "says": says, "data": ""})


def tried(level: int, how: str, chain: str = "one spawner") -> Event:
    return Event("depth_tried", level, {"chain": chain, "level": level, "limit": 2, "how": how})


def of(*records: Event | Operation) -> TrialEvidence:
    return trial(TREE, *records)


CANCELLED = Event("parent_cancelled", 10, {"parent": "root"})


def test_children_that_end_before_their_cancelled_parent_pass() -> None:
    nested = [began("a", 1), began("a.b", 2, "a"), CANCELLED, over("a.b", 11, "cancelled"), over("a", 12, "cancelled")]
    passes(WITH_PARENT, of(*nested, parent_over(13)))


@pytest.mark.parametrize(
    ("end", "how"),
    [([over("a", 20)], "ended at step 20"), ([], "had not ended when the trial had")],
    ids=["later", "never"],
)
def test_a_child_that_outlives_its_parent_fails(end: list[Event], how: str) -> None:
    verdict = fails(WITH_PARENT, of(began("a", 1), CANCELLED, parent_over(13), *end), "child outlives its parent")
    assert verdict.witness == (f"child a of root: began at step 1, {how}, its parent ended at step 13.",)


def test_a_grandchild_that_outlives_the_child_fails() -> None:
    records = [began("a", 1), began("a.b", 2, "a"), CANCELLED, over("a", 11, "cancelled"), over("a.b", 12)]
    fails(WITH_PARENT, of(*records, parent_over(13)), "child outlives its parent")


def test_without_a_cancelled_parent_there_is_no_premise() -> None:
    vacuous(WITH_PARENT, of(began("a", 1), over("a", 2), parent_over(3)))
    vacuous(WITH_PARENT, of(CANCELLED, parent_over(13)))


def test_a_child_that_feels_its_cancellation_passes() -> None:
    passes(STOPPED, of(began("a", 1), asked("a", 5), over("a", 6, "cancelled")))


@pytest.mark.parametrize(
    ("end", "how"), [([over("a", 60)], "returned at step 60"), ([], "never ended")], ids=["to-its-end", "for-ever"]
)
def test_a_cancelled_child_that_runs_on_fails(end: list[Event], how: str) -> None:
    verdict = fails(STOPPED, of(began("a", 1), asked("a", 5), *end), "cancelled child runs on")
    assert verdict.witness == (f"child a of root was cancelled at step 5 and {how}.",)


def test_a_child_that_was_over_before_is_left_out() -> None:
    vacuous(STOPPED, of(began("a", 1), over("a", 4), asked("a", 5)))


@pytest.mark.parametrize(
    ("how", "kind"), [("returned", "completed"), ("raised", "failed"), ("cancelled", "canceled")], ids=str
)
def test_one_event_of_the_start_and_one_of_the_end_pass(how: str, kind: str) -> None:
    passes(PAIRED, of(told("a", "spawned", 1), began("a", 2), over("a", 8, how), told("a", kind, 9)))


@pytest.mark.parametrize(
    ("events", "signature"),
    [
        ([("spawned", 1)], "not one event of its end"),
        ([("spawned", 1), ("completed", 8), ("completed", 9)], "not one event of its end"),
        ([("completed", 9)], "not one spawned event"),
        ([("spawned", 1), ("spawned", 1), ("completed", 9)], "not one spawned event"),
        ([("spawned", 3), ("completed", 9)], "spawned event too late"),
        ([("spawned", 1), ("canceled", 9)], "wrong event of its end"),
        ([], "not one spawned event"),
    ],
    ids=["end-lost", "end-twice", "spawned-lost", "spawned-twice", "spawned-late", "wrong-end", "silence"],
)
def test_events_that_do_not_pair_fail(events: list[tuple[str, int]], signature: str) -> None:
    verdict = fails(PAIRED, of(began("a", 2), over("a", 7), *(told("a", *e) for e in events)), signature)
    assert verdict.witness[0].startswith("child a, which returned: ")


def cancelled_for(reason: str, said: str) -> tuple[Event, ...]:
    end = [told("a", "canceled", 5, said), over("a", 6, "cancelled")]
    return told("a", "spawned", 1), began("a", 2), asked("a", 4, reason), *end


def test_the_reason_of_a_cancellation_is_told() -> None:
    passes(PAIRED, of(*cancelled_for("not needed", "not needed")))
    passes(PAIRED, of(*cancelled_for("", "parent cancelled")))
    verdict = fails(PAIRED, of(*cancelled_for("not needed", "user_requested")), "another reason")
    assert verdict.witness == ("child a, which was cancelled: another reason, 'user_requested' for 'not needed'.",)
    fails(PAIRED, of(*cancelled_for("not needed", "")), "another reason")


@pytest.mark.parametrize("how", ["returned", "raised"])
def test_a_reason_that_came_too_late_is_not_due(how: str) -> None:
    kind = "completed" if how == "returned" else "failed"
    late = (asked("a", 8, "not needed"), told("a", kind, 9))
    passes(PAIRED, of(told("a", "spawned", 1), began("a", 2), over("a", 7, how), *late))


def test_an_event_of_nobody_fails() -> None:
    known = [told("a", "spawned", 1), began("a", 2), over("a", 7), told("a", "completed", 8)]
    verdict = fails(PAIRED, of(*known, told("unknown", "canceled", 9)), "event of no child")
    assert verdict.witness == ("events were sent of unknown, which never ran.",)


def off(child: str, at: int, reason: str = "") -> Event:
    return Event("child_called_off", at, {"child": child, "reason": reason})


KNOWN = (told("a", "spawned", 1), began("a", 2), over("a", 7), told("a", "completed", 8))


def test_a_child_that_was_called_off_before_it_began_is_spawned_and_cancelled() -> None:
    passes(PAIRED, of(*KNOWN, told("b", "spawned", 9), off("b", 10), told("b", "canceled", 11, "parent cancelled")))
    passes(PAIRED, of(*KNOWN, told("b", "spawned", 9), off("b", 10, "late"), told("b", "canceled", 11, "late")))


@pytest.mark.parametrize(
    ("kinds", "signature"),
    [
        (["spawned"], "not one event that it was cancelled"),
        (["spawned", "canceled", "canceled"], "not one event that it was cancelled"),
        (["spawned", "completed"], "not one event that it was cancelled"),
        (["canceled"], "not one spawned event before the others"),
    ],
    ids=["no-end", "two-ends", "another-end", "never-spawned"],
)
def test_a_child_that_was_called_off_and_has_other_events_fails(kinds: list[str], signature: str) -> None:
    events = [told("b", kind, 10 + n) for n, kind in enumerate(kinds)]
    verdict = fails(PAIRED, of(*KNOWN, off("b", 9), *events), signature)
    assert verdict.witness[0].startswith("child b, which was cancelled before it began: not one ")


def test_a_child_that_was_called_off_is_told_the_reason() -> None:
    events = told("b", "spawned", 9), off("b", 10, "late"), told("b", "canceled", 11, "user_requested")
    fails(PAIRED, of(*KNOWN, *events), "another reason")


def test_failures_that_are_told_pass() -> None:
    children = [began("a", 1), over("a", 3, "raised", "no data"), began("b", 2), over("b", 4)]
    passes(REACH, of(*children, answered("a", False, "stage failed: no data"), answered("b", True)))


@pytest.mark.parametrize(
    ("how", "answer", "signature"),
    [
        ("raised", answered("a", True), "failure told as success"),
        ("cancelled", answered("a", True), "failure told as success"),
        ("raised", answered("a", False, "failed"), "error lost"),
    ],
    ids=["swallowed", "cancelled-as-success", "text-lost"],
)
def test_a_failure_that_is_told_wrongly_fails(how: str, answer: Event, signature: str) -> None:
    verdict = fails(REACH, of(began("a", 1), over("a", 3, how, "no data" * (how == "raised")), answer), signature)
    assert len(verdict.witness) == 2


def test_a_parent_is_told_the_reason_of_a_cancellation() -> None:
    cancelled = [began("a", 1), asked("a", 2, "not needed"), over("a", 3, "cancelled")]
    passes(REACH, of(*cancelled, answered("a", False, "cancelled: not needed")))
    verdict = fails(REACH, of(*cancelled, answered("a", False, "cancelled: user_requested")), "reason lost")
    assert verdict.witness == (
        "child a was cancelled: not needed",
        "  its parent was told: cancelled: user_requested",
    )
    passes(REACH, of(began("a", 1), asked("a", 2), over("a", 3, "cancelled"), answered("a", False)))


def test_a_success_that_is_told_as_a_failure_fails() -> None:
    children = [began("a", 1), over("a", 3), began("b", 1), over("b", 3, "cancelled")]
    fails(REACH, of(*children, answered("a", False, "x"), answered("b", False)), "success told as failure")


def test_without_a_failed_child_that_somebody_waits_for_there_is_no_premise() -> None:
    vacuous(REACH, of(began("a", 1), over("a", 3), answered("a", True)))
    vacuous(REACH, of(began("a", 1), over("a", 3, "cancelled")))


def gave(child: str, data: str) -> Event:
    return Event("child_over", 30, {"child": child, "how": "returned", "says": "", "data": data})


def given(child: str, data: str, success: bool = True) -> Event:
    return Event("child_result", 40, {"child": child, "success": success, "says": "", "data": data})


def test_children_that_give_what_they_returned_pass() -> None:
    passes(OWN_RESULT, of(gave("a", "1"), given("a", "1"), gave("b", "2"), given("b", "2")))


@pytest.mark.parametrize(
    ("data", "signature", "says"),
    [
        ("2", "result of another child", "its parent was given 2, which is what b returned."),
        ("9", "result changed", "its parent was given 9."),
        ("", "result changed", "its parent was given nothing."),
    ],
    ids=["of-a-sibling", "changed", "lost"],
)
def test_a_child_that_gives_something_else_fails(data: str, signature: str, says: str) -> None:
    evidence = of(gave("a", "1"), given("a", data), gave("b", "2"), given("b", "2"))
    assert fails(OWN_RESULT, evidence, signature).witness == (f"child a returned 1, {says}",)


def test_results_that_are_all_alike_or_told_as_failures_say_nothing() -> None:
    vacuous(OWN_RESULT, of(gave("a", "1"), given("a", "1"), gave("b", "1"), given("b", "1")))
    vacuous(OWN_RESULT, of(gave("a", "1"), given("a", "9", success=False)))
    vacuous(OWN_RESULT, of(over("a", 3, "raised"), gave("b", "1")))


def test_chains_that_end_at_the_limit_pass() -> None:
    passes(DEPTH, of(tried(1, "ran"), tried(2, "ran"), tried(3, "refused")))


@pytest.mark.parametrize(
    ("chain", "signature", "says"),
    [
        ([(1, "ran"), (2, "ran"), (3, "ran"), (4, "refused")], "too deep", "level 3 ran"),
        ([(1, "ran"), (2, "refused")], "refused too early", "level 2 was refused"),
        ([(1, "ran"), (2, "ran"), (3, "ran"), (4, "ran")], "too deep", "level 4 ran"),
    ],
    ids=["one-too-deep", "one-too-few", "without-a-limit"],
)
def test_another_depth_fails(chain: list[tuple[int, str]], signature: str, says: str) -> None:
    verdict = fails(DEPTH, of(*(tried(*level) for level in chain)), signature)
    assert says in verdict.witness[0]


def test_a_chain_that_did_not_come_to_the_limit_says_nothing() -> None:
    vacuous(DEPTH, of(tried(1, "ran"), tried(2, "ran")))
    vacuous(DEPTH, of())


def test_one_chain_that_came_to_the_limit_does_not_speak_for_another() -> None:
    whole = [tried(1, "ran"), tried(2, "ran"), tried(3, "refused")]
    verdict = vacuous(DEPTH, of(*whole, tried(1, "ran", "another")))
    assert verdict.reason.endswith("another did not come to the limit: level 2 was not tried, with a limit of 2")
    passes(DEPTH, of(*whole, *(tried(n, how, "another") for n, how in ((1, "ran"), (2, "ran"), (3, "refused")))))


def test_a_level_that_was_not_tried_says_nothing_of_the_limit() -> None:
    vacuous(DEPTH, of(tried(1, "ran"), tried(3, "refused")))
    fails(DEPTH, of(tried(1, "ran"), tried(3, "ran")), "too deep")


def traced(child: str, says: str, ought: str, what: str = "correlation_id", where: str = "its context") -> Event:
    return Event("child_traced", 3, {"child": child, "where": where, "what": what, "says": says, "ought": ought})


def test_children_that_say_where_they_come_from_pass() -> None:
    passes(TRACED, of(traced("a", "1", "1"), traced("b", "2", "2"), traced("b", "root", "root", "parent_stage_id")))
    vacuous(TRACED, of(began("a", 1), over("a", 2)))


@pytest.mark.parametrize(
    ("record", "signature", "witness"),
    [
        (
            traced("a", "", "1"),
            "correlation_id in its context",
            "child a: its correlation_id is 1; its context says none.",
        ),
        (
            traced("a", "2", "1"),
            "correlation_id in its context",
            "child a: its correlation_id is 1; its context says 2, which is that of child b.",
        ),
        (
            traced("a", "x", "root", "parent_stage_id", "the event that it was spawned"),
            "parent_stage_id in the event that it was spawned",
            "child a: its parent_stage_id is root; the event that it was spawned says x.",
        ),
        (
            traced("a", "root", "a", "child_run_id", "its result"),
            "child_run_id in its result",
            "child a: its child_run_id is a; its result says root.",
        ),
    ],
    ids=["lost", "of-a-sibling", "in-the-event", "of-the-parent-in-the-result"],
)
def test_a_child_that_says_something_else_fails(record: Event, signature: str, witness: str) -> None:
    assert fails(TRACED, of(record, traced("b", "2", "2")), signature).witness == (witness,)


def test_a_duration_of_a_child_is_named_without_a_stage() -> None:
    who = {"run": "child a", "stage": "", "what": "the duration of its result"}
    record = Event("duration", 9, {**who, "ms": 0, "at_least_ms": 1250, "at_most_ms": 1250})
    verdict = fails("durations_are_monotonic", of(record), "durations too short")
    assert verdict.witness == (
        "child a: the duration of its result is 0 ms; at least 1250 ms and at most 1250 ms had passed.",
    )


def test_children_with_one_run_id_fail() -> None:
    def fork(own: str, named: str = "root") -> Operation:
        return Operation("root", "fork", own, named, "ok", 1, 2, "root")

    passes(IDS, of(fork("a"), fork("b")))
    fails(IDS, of(fork("a"), fork("a")), "run ids")
    fails(IDS, of(fork("a"), fork("root")), "run ids")
    fails(IDS, of(fork("a"), fork("b", "a")), "run ids")


SIBLINGS = "siblings_see_nothing_of_each_other"
TWO_BESIDE = (began("a", 1), began("b", 2), over("a", 5), over("b", 6))


def mark(child: str, whose: str, place: str = "its data") -> Event:
    return Event("mark_seen", 4, {"child": child, "whose": whose, "place": place})


def test_a_child_finds_its_own_mark_and_those_of_the_runs_above_it() -> None:
    inner = [began("a.b", 3, "a"), over("a.b", 4)]
    passes(SIBLINGS, of(*TWO_BESIDE, mark("a", "a"), mark("b", "b"), *inner, mark("a.b", "a.b"), mark("a.b", "a")))


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (mark("a", "b"), "child a found the mark of child b in its data."),
        (mark("a", "a.b", "its artifacts"), "child a found the mark of child a.b in its artifacts."),
        (mark("a.b", "b"), "child a.b found the mark of child b in its data."),
    ],
    ids=["of-a-sibling", "of-its-own-child", "of-a-sibling-of-its-parent"],
)
def test_the_mark_of_another_child_fails(seen: Event, line: str) -> None:
    inner = [began("a.b", 3, "a"), over("a.b", 4)]
    found = of(*TWO_BESIDE, *inner, mark("a", "a"), seen)
    assert fails(SIBLINGS, found, f"mark in {seen.fields['place']}").witness == (line,)


def test_children_that_follow_each_other_prove_nothing_about_siblings() -> None:
    vacuous(SIBLINGS, of(began("a", 1), over("a", 2), began("b", 3), over("b", 4), mark("a", "a"), mark("b", "b")))
    vacuous(SIBLINGS, of(*TWO_BESIDE))
