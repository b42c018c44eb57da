"""Checks of events, hooks, log lines, durations and results, on histories written by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.stage_reports import by_stage, name_of, runs_of, who
from harness.checks.verdict import Outcome, TrialEvidence
from harness.evidence.records import Event, Record, Result, Scalar
from tests.harness.checks.histories import fails, judge, order, passes, stage, trial, vacuous

CONSERVED = "no_event_is_lost_or_doubled"
IN_ORDER = "events_keep_their_order"
PAIRED = "each_start_has_one_end"
NEST = "hooks_nest"
TRACED = "records_carry_their_run"
LINES = "log_lines_carry_their_run"
TIMED = "durations_are_monotonic"
RETURNED = "results_are_what_stages_returned"
FIRST = "dependencies_finish_first"
ONCE = "every_stage_runs_exactly_once"
TWO = order(stage("a"), stage("b", "a"), family="observed_run")


def event(name: str, at: int, run: str = "r0", of: str = "a", **fields: Scalar) -> Event:
    return Event(name, at, {"run": run, "stage": of, **fields})


def emitted(number: int, at: int = 1, channel: str = "context", **fields: Any) -> Event:
    return event("event_emitted", at, channel=channel, number=number, **fields)


def received(number: int, at: int = 2, channel: str = "context", says: str | None = "id", **fields: Any) -> Event:
    return event(
        "event_received", at, channel=channel, number=number, says_run=says, says_request=says, type="note", **fields
    )


def dropped(number: int, at: int = 2) -> Event:
    return event("event_dropped", at, channel="context", number=number, says_run="id", says_request="id")


def counted(emitted: int, dropped: int, delivered: int, refused: int) -> Event:
    fields = {"emitted": emitted, "dropped": dropped, "delivered": delivered, "refused": refused}
    return Event("sink_counted", 99, {"run": "r0", **fields})


def of(*records: Record) -> TrialEvidence:
    return trial(TWO, *records)


def test_events_that_arrive_once_are_conserved() -> None:
    verdict = passes(CONSERVED, of(emitted(0), emitted(1), received(0), dropped(1), counted(1, 1, 1, 1)))
    assert verdict.reason == "2 of 2 events arrived once, 1 of them reported as dropped"


@pytest.mark.parametrize(
    ("records", "signature", "witness"),
    [
        ((received(0),), "events lost", "r0: event 1 of stage a (context) was emitted 1 times and arrived 0 times."),
        (
            (received(0), received(1), received(1)),
            "events doubled",
            "r0: event 1 of stage a (context) was emitted 1 times and arrived 2 times.",
        ),
        (
            (received(0), received(1), dropped(1)),
            "events doubled",
            "r0: event 1 of stage a (context) was emitted 1 times and arrived 2 times.",
        ),
        (
            (received(0), received(1), received(0, run="r1")),
            "events foreign",
            "r1: event 0 of stage a (context) arrived and was never emitted there.",
        ),
        (
            (received(0), dropped(1), counted(1, 0, 1, 1)),
            "events miscounted",
            "r0: the sink counts 1 emitted and 0 dropped; 1 were delivered, and of 1 it said that they were dropped.",
        ),
        (
            (received(0, channel="artifact"), received(1)),
            "events lost and foreign",
            "r0: event 0 of stage a (artifact) arrived and was never emitted there.",
        ),
    ],
    ids=["lost", "doubled", "delivered-and-dropped", "at-another-run", "drop-not-counted", "on-another-channel"],
)
def test_events_that_are_not_conserved(records: tuple[Record, ...], signature: str, witness: str) -> None:
    assert witness in fails(CONSERVED, of(emitted(0), emitted(1), *records), signature).witness


def test_without_an_event_nothing_is_conserved() -> None:
    vacuous(CONSERVED, of())


@pytest.mark.parametrize("arrived", [received(0), dropped(0)], ids=["received", "dropped"])
def test_an_event_that_nobody_emitted_fails_where_nobody_emitted_any(arrived: Event) -> None:
    verdict = fails(CONSERVED, of(arrived), "events foreign")
    assert verdict.reason == "1 of 1 events wrong"
    assert verdict.witness == ("r0: event 0 of stage a (context) arrived and was never emitted there.",)


@given(st.lists(st.integers(0, 5), min_size=1), st.randoms(use_true_random=False))
def test_conservation_is_equality_of_multisets(numbers: list[int], drawn: Any) -> None:
    arrived = list(numbers)
    drawn.shuffle(arrived)
    sent = [emitted(n) for n in numbers]
    passes(CONSERVED, of(*sent, *map(received, arrived)))
    assert judge(CONSERVED, of(*sent, *map(received, arrived[1:]))).outcome is Outcome.FAIL
    assert judge(CONSERVED, of(*sent, *map(received, [*arrived, arrived[0]]))).outcome is Outcome.FAIL


def test_events_of_one_stage_keep_their_order() -> None:
    passes(IN_ORDER, of(received(0, 1), received(2, 2, of="b"), received(1, 3), received(1, 4, of="b", run="r1")))
    verdict = fails(IN_ORDER, of(received(1, 5), received(0, 6)), "events out of order")
    assert verdict.witness == ("r0: stage a: event 0 arrived at step 6, after event 1 at step 5.",)
    vacuous(IN_ORDER, of(received(0), received(1, of="b"), received(0, channel="artifact")))


def test_a_doubled_or_lost_event_is_not_out_of_order() -> None:
    passes(IN_ORDER, of(received(0, 1), received(1, 2), received(0, 3), received(3, 4), received(3, 5)))
    vacuous(IN_ORDER, of(received(0, 1), received(0, 2)))
    fails(IN_ORDER, of(received(1, 1), received(0, 2), received(1, 3)), "events out of order")


def began(run: str = "r0", graph: str = "StageGraph", run_id: str = "id") -> Event:
    return Event("run_started", 0, {"run": run, "graph": graph, "run_id": run_id})


def told(status: str, at: int, of: str = "a", says: str | None = "id", run: str = "r0") -> Event:
    return event("told", at, run, of, status=status, type=f"stage.{of}.{status}", says_run=says, says_request=says)


def ran(start: int, end: int, status: str = "completed", of: str = "a", **fields: Any) -> list[Event]:
    return [event("stage_started", start, of=of), event("stage_ended", end, of=of, status=status, **fields)]


def test_a_start_and_an_end_around_the_work_pass() -> None:
    passes(PAIRED, of(began(), told("started", 1), *ran(2, 3), told("completed", 4)))
    passes(PAIRED, of(began(), told("started", 1), *ran(2, 3, "failed"), told("failed", 4)))
    passes(PAIRED, of(began(graph="unified graph"), *ran(2, 3, "skip"), told("skipped", 4)))


@pytest.mark.parametrize(
    ("records", "kind", "witness"),
    [
        ([*ran(2, 3), told("completed", 4)], "not one start", "r0: stage a was told 0 starts and 1 ends (completed)."),
        ([told("started", 1), *ran(2, 3)], "not one end", "r0: stage a was told 1 starts and 0 ends (none)."),
        (
            [told("started", 1), *ran(2, 3), told("failed", 4), told("completed", 5)],
            "not one end",
            "r0: stage a was told 1 starts and 2 ends (failed, completed).",
        ),
        (
            [told("started", 3), *ran(2, 4), told("completed", 5)],
            "late start",
            "r0: stage a began at step 2, before its start was told at step 3.",
        ),
        (
            [told("started", 1), *ran(2, 5), told("completed", 4)],
            "early end",
            "r0: stage a ended at step 5, and its end was told at step 4.",
        ),
        (
            [told("started", 1), *ran(2, 3, "failed"), told("completed", 4)],
            "another end",
            "r0: stage a failed, and its end was told as completed.",
        ),
        (
            [told("started", 1), event("stage_started", 2), told("completed", 4)],
            "early end",
            "r0: stage a never ended, and its end was told at step 4.",
        ),
        ([*ran(2, 3)], "not one start and end", "r0: stage a was told 0 starts and 0 ends (none)."),
    ],
    ids=[
        "no-start",
        "no-end",
        "two-ends",
        "late-start",
        "early-end",
        "failure-told-as-completed",
        "never-ended",
        "silence",
    ],
)
def test_what_is_told_wrongly_fails(records: list[Event], kind: str, witness: str) -> None:
    assert fails(PAIRED, of(began(), *records), f"not told as it was: {kind}").witness == (witness,)


def test_a_skip_of_the_unified_graph_is_told_once() -> None:
    skipped = [began(graph="unified graph"), *ran(2, 3, "skip")]
    verdict = judge(PAIRED, of(*skipped))
    assert verdict.witness == ("r0: stage a skipped, and that was told 0 times.",)
    full = event("told_dropped", 4, status="skipped", type="stage.a.skipped", says_run="id", says_request="id")
    passes(PAIRED, of(*skipped, full))
    vacuous(PAIRED, of(began(graph="unified graph"), *ran(2, 3, "ok")))


UNIFIED = began(graph="unified graph")


@pytest.mark.parametrize(
    ("records", "signature", "witness"),
    [
        (
            [began(), told("started", 5, "b"), told("completed", 6, "b")],
            "never began",
            "r0: stage b never began, and started, completed was told of it.",
        ),
        ([began(), told("failed", 6, "b")], "never began", "r0: stage b never began, and failed was told of it."),
        (
            [UNIFIED, told("skipped", 6, "b")],
            "never began",
            "r0: stage b never began, and skipped was told of it.",
        ),
        ([UNIFIED, told("completed", 6, "b")], "never began", "r0: stage b never began, and completed was told of it."),
        (
            [UNIFIED, *ran(5, 6, "ok", of="b"), told("skipped", 7, "b")],
            "no skip",
            "r0: stage b did not skip, and it was told as skipped.",
        ),
        (
            [UNIFIED, event("stage_started", 5, of="b"), told("skipped", 7, "b")],
            "no skip",
            "r0: stage b did not skip, and it was told as skipped.",
        ),
    ],
    ids=["start-and-end", "failure", "skip", "end-in-the-unified-graph", "skip-of-a-value", "skip-of-no-end"],
)
def test_what_is_told_of_what_did_not_happen_fails(records: list[Event], signature: str, witness: str) -> None:
    assert fails(PAIRED, of(*records), f"not told as it was: {signature}").witness == (witness,)
    whole = [told("started", 1), *ran(2, 3), told("completed", 4)] if records[0] is not UNIFIED else []
    assert fails(PAIRED, of(*records, *whole), f"not told as it was: {signature}").witness == (witness,)


def test_events_that_are_not_of_stages_are_not_held_against_them() -> None:
    of_the_run = event("told", 6, of="", status="completed", type="pipeline.completed", says_run="id")
    passes(PAIRED, of(began(), told("started", 1), *ran(2, 3), told("completed", 4), of_the_run))
    vacuous(PAIRED, of(UNIFIED, of_the_run))


NAMES = {
    "b": "hook_before",
    "a": "hook_after",
    "work": "stage_started",
    "done": "stage_ended",
    "broken": "stage_failed",
}


def hooks(*calls: str) -> list[Event]:
    """ "b outer" is its before, "a outer" its after, "work" the start of the stage, "done" and "broken" its end."""
    made = []
    for at, call in enumerate(calls, 1):
        kind, _, hook = call.partition(" ")
        made.append(event(NAMES[kind], at, hook=hook))
    return made


@pytest.mark.parametrize(
    "calls",
    [
        ("b outer", "b inner", "work", "a inner", "a outer"),
        ("b outer", "b inner", "a inner", "a outer"),
        ("b outer", "a outer", "b outer", "work", "a outer"),
        ("b outer", "b inner", "work", "done", "a inner", "a outer"),
        ("b outer", "work", "broken", "a outer", "b outer", "work", "done", "a outer"),
        ("b outer", "work", "a outer", "b outer", "work", "a outer"),
        ("b outer", "b inner", "work", "broken", "a inner", "b inner", "work", "done", "a inner", "a outer"),
        ("b outer", "b inner", "work", "a inner", "b inner", "work", "done", "a inner", "a outer"),
        ("b outer", "work", "broken", "work", "done", "a outer"),
    ],
    ids=[
        "around-a-stage",
        "stage-never-started",
        "called-again",
        "around-start-and-end",
        "run-again-in-a-pair-of-its-own",
        "stopped-and-run-again",
        "run-again-in-the-inner-pair",
        "stopped-and-run-again-in-the-inner-pair",
        "run-again-in-the-same-pair",
    ],
)
def test_brackets_nest(calls: tuple[str, ...]) -> None:
    passes(NEST, of(*hooks(*calls)))


@pytest.mark.parametrize(
    ("calls", "signature", "witness"),
    [
        (
            ("b outer", "b inner", "work", "a inner"),
            "hooks: no after",
            "r0: stage a: no after for the before of 'outer' at step 1.",
        ),
        (
            ("b outer", "work", "a outer", "a outer"),
            "hooks: without before",
            "r0: stage a: after of 'outer' at step 4 without before.",
        ),
        (
            ("b outer", "b inner", "work", "a outer", "a inner"),
            "hooks: out of turn",
            "r0: stage a: after of 'outer' at step 4 out of turn, before 'inner'.",
        ),
        (
            ("b outer", "work", "b inner", "a inner", "a outer"),
            "hooks: outside",
            "r0: stage a started at step 2, outside of a hook.",
        ),
        (("a outer",), "hooks: without before", "r0: stage a: after of 'outer' at step 1 without before."),
        (
            ("b outer", "work", "a outer", "done"),
            "hooks: outside",
            "r0: stage a ended at step 4, outside of a hook.",
        ),
        (
            ("b outer", "b inner", "work", "a inner", "broken", "a outer"),
            "hooks: outside",
            "r0: stage a ended at step 5, outside of a hook.",
        ),
        (
            ("b outer", "b inner", "a inner", "work", "done", "a outer"),
            "hooks: outside",
            "r0: stage a started at step 4, outside of a hook.",
        ),
        (
            ("b outer", "b outer", "work", "done", "a outer"),
            "hooks: no after",
            "r0: stage a: no after for the before of 'outer' at step 1.",
        ),
        (
            ("b outer", "work", "done", "a outer", "work", "done"),
            "hooks: outside",
            "r0: stage a started at step 5, outside of a hook.",
        ),
        (
            ("b outer", "work", "done", "a outer", "b outer", "work", "a outer", "done"),
            "hooks: outside",
            "r0: stage a ended at step 8, outside of a hook.",
        ),
    ],
    ids=[
        "no-after",
        "two-afters",
        "not-reversed",
        "stage-too-early",
        "after-alone",
        "after-before-the-end",
        "inner-after-before-the-end",
        "inner-closed-before-the-start",
        "two-befores",
        "run-again-without-a-pair",
        "second-after-before-the-end",
    ],
)
def test_brackets_that_do_not_nest(calls: tuple[str, ...], signature: str, witness: str) -> None:
    assert fails(NEST, of(*hooks(*calls)), signature).witness == (witness,)


def test_a_stage_without_interceptors_is_not_looked_at() -> None:
    vacuous(NEST, of(*hooks("work")))


GIVEN_HOOKS = Event("hooks_given", 0, {"run": "r0", "hooks": "outer inner"})


def test_a_stage_with_all_the_hooks_of_its_graph_passes() -> None:
    whole = hooks("b outer", "b inner", "work", "done", "a inner", "a outer")
    passes(NEST, of(GIVEN_HOOKS, *whole))
    passes(NEST, of(GIVEN_HOOKS, *whole, event("stage_started", 9, run="r1")))
    passes(NEST, of(GIVEN_HOOKS, *hooks("b outer", "a outer")))


@pytest.mark.parametrize(
    ("calls", "hooks_missing"),
    [
        (("work", "done"), "'outer', 'inner'"),
        (("b outer", "work", "done", "a outer"), "'inner'"),
        (("b outer", "work", "b inner", "a inner", "done", "a outer"), "'inner'"),
    ],
    ids=["none", "one-of-two", "one-too-late"],
)
def test_a_stage_without_a_hook_that_its_graph_was_given_fails(calls: tuple[str, ...], hooks_missing: str) -> None:
    started = next(e.at for e in hooks(*calls) if e.name == "stage_started")
    line = f"r0: stage a started at step {started} without the before of {hooks_missing}."
    verdict = judge(NEST, of(GIVEN_HOOKS, *hooks(*calls)))
    assert (verdict.outcome, verdict.witness[0]) == (Outcome.FAIL, line)
    assert "not called" in verdict.signature


def test_a_stage_behind_another_one_without_hooks_is_seen_beside_one_with_them() -> None:
    first = hooks("b outer", "b inner", "work", "done", "a inner", "a outer")
    verdict = fails(NEST, of(GIVEN_HOOKS, *first, *ran(8, 9, of="b")), "hooks: not called")
    assert verdict.witness == ("r0: stage b started at step 8 without the before of 'outer', 'inner'.",)


def line(says: str | None, promised: bool, run: str = "r0", logger: str = "stage_metrics") -> Event:
    return Event("log_line", 9, {"run": run, "logger": logger, "what": logger, "says_run": says, "promised": promised})


def test_ids_of_the_run_are_on_its_events_and_lines() -> None:
    verdict = passes(TRACED, of(began(), received(0), told("started", 1), line("id", True), line(None, False)))
    assert verdict.reason == "2 events and 1 log lines carry the ids of their run"


@pytest.mark.parametrize(
    ("record", "signature", "witness"),
    [
        (
            received(0, says="other"),
            "events",
            "r0 has the id id; event 0 of stage a says other and, of the request, other.",
        ),
        (
            told("failed", 1, says=None),
            "events",
            "r0 has the id id; the event stage.a.failed says none and, of the request, none.",
        ),
        (line(None, True), "log lines", "r0 has the id id; a line of the log stage_metrics says none."),
        (line("other", False), "log lines", "r0 has the id id; a line of the log stage_metrics says other."),
    ],
    ids=["event-of-another-run", "framework-event-without-id", "line-without-id", "unpromised-line-with-a-wrong-id"],
)
def test_a_missing_or_foreign_id_fails(record: Event, signature: str, witness: str) -> None:
    assert fails(TRACED, of(began(), record), signature).witness == (witness,)


def test_channels_without_ids_and_unknown_runs_are_not_looked_at() -> None:
    vacuous(TRACED, of(began(), received(0, channel="current sink", says=None), line(None, True, run="")))


def test_every_line_of_a_run_carries_its_id() -> None:
    passes(LINES, of(began(), line("id", False), line(None, False, logger="stageflow.events.backpressure")))
    verdict = fails(LINES, of(began(), line("id", True), line(None, False), line("x", False)), "the id of another run")
    assert verdict.reason == "2 of 3 log lines without the id of their run"
    assert verdict.witness == ("r0 has the id id; a line of the log stage_metrics (stage_metrics) says none.",)
    vacuous(LINES, of(line(None, True), line(None, True, run="")))


def duration(ms: int | None, at_least: int = 0, at_most: int | None = None) -> Event:
    return event("duration", 1, what="the timer", ms=ms, at_least_ms=at_least, at_most_ms=at_most)


@pytest.mark.parametrize(
    "durations",
    [(duration(5, 5, 5),), (duration(4, 5, 5),), (duration(6, 5, 5),), (duration(900, 5),)],
    ids=["exact", "rounded-down", "rounded-up", "no-upper-bound"],
)
def test_durations_that_agree_pass(durations: tuple[Event, ...]) -> None:
    passes(TIMED, of(*durations))


@pytest.mark.parametrize(
    ("record", "signature", "witness"),
    [
        (duration(None), "durations missing", "is missing; at least 0 ms had passed."),
        (duration(None, 5, 7), "durations missing", "is missing; at least 5 ms and at most 7 ms had passed."),
        (duration(-1), "durations negative", "is -1 ms; at least 0 ms had passed."),
        (duration(3, 5), "durations too short", "is 3 ms; at least 5 ms had passed."),
        (duration(9, 5, 7), "durations too long", "is 9 ms; at least 5 ms and at most 7 ms had passed."),
    ],
    ids=["missing", "missing-after-some-time", "negative", "too-short", "too-long"],
)
def test_durations_that_contradict_the_clock_fail(record: Event, signature: str, witness: str) -> None:
    (shown,) = fails(TIMED, of(duration(5, 5), record), signature).witness
    assert shown == f"r0: stage a: the timer {witness}"


def test_durations_of_nothing_decide_nothing() -> None:
    vacuous(TIMED, of())
    vacuous(TIMED, of(duration(0, 1, 1), duration(0)))


def result(of: str, digest: str, status: str = "ok", run: str = "r0") -> Result:
    return Result(run, of, status, digest, f"<{digest}>")


GIVEN = [*ran(1, 2, "ok", digest="d1"), *ran(3, 4, "skip", of="b", digest="d2")]


def test_results_that_were_returned_pass() -> None:
    passes(RETURNED, of(*GIVEN, result("a", "d1"), result("b", "d2", "skip")))
    again = event("stage_ended", 9, status="ok", digest="d3")
    passes(RETURNED, of(*GIVEN, again, result("a", "d3"), result("b", "d2", "skip")))


@pytest.mark.parametrize(
    ("results", "signature", "witness"),
    [
        ((result("a", "d1"),), "missing", "r0: stage b returned, and the run has no result of it."),
        (
            (result("a", "d1"), result("b", "d2")),
            "status",
            "r0: stage b returned skip, and its result is ok.",
        ),
        (
            (result("a", "x"), result("b", "d2", "skip")),
            "data",
            "r0: stage a returned other data than its result, <x>.",
        ),
        (
            (result("a", "d1"), result("b", "d2", "skip"), result("c", "d9")),
            "invented",
            "r0: stage c returned nothing, and its result is <d9>.",
        ),
    ],
    ids=["missing", "another-status", "other-data", "of-no-stage"],
)
def test_other_results_fail(results: tuple[Result, ...], signature: str, witness: str) -> None:
    assert witness in fails(RETURNED, of(*GIVEN, *results), signature).witness


def test_whose_data_it_is_is_said() -> None:
    swapped = [*ran(1, 2, "ok", digest="d1"), *ran(3, 4, "ok", of="b", digest="d2")]
    verdict = fails(RETURNED, of(*swapped, result("a", "d2"), result("b", "d1")), "data")
    shown = "r0: stage a returned other data than its result, <d2>: that is what r0: stage b returned."
    assert verdict.witness[0] == shown


def test_without_results_or_returns_nothing_is_compared() -> None:
    vacuous(RETURNED, of(*GIVEN))
    vacuous(RETURNED, of(result("a", "d1")))


def over(run: str = "r0", **fields: Scalar) -> Event:
    return Event("run_finished", 98, {"run": run, **fields})


@pytest.mark.parametrize("end", [over(), over(how="returned")], ids=["finished", "said-to-have-returned"])
def test_a_run_that_returns_nothing_has_lost_its_results(end: Event) -> None:
    verdict = fails(RETURNED, of(*GIVEN, end), "missing")
    assert verdict.reason == "2 of 2 results are not what was returned"
    assert verdict.witness[0] == "r0: stage a returned, and the run has no result of it."
    beside = event("stage_ended", 6, "r1", status="ok", digest="d3")
    fails(RETURNED, of(*GIVEN, beside, result("a", "d3", run="r1"), end, over("r1")), "missing")


def test_a_run_that_raised_owes_no_results() -> None:
    vacuous(RETURNED, of(*GIVEN, over(how="raised UnifiedStageExecutionError")))
    passes(RETURNED, of(*GIVEN, result("a", "d1"), result("b", "d2", "skip"), over(), over("r1", how="raised X")))


def test_runs_of_a_trial_are_kept_apart() -> None:
    late = [
        event("stage_started", 1),
        event("stage_started", 2, run="r1", of="b"),
        event("stage_ended", 3),
        event("stage_ended", 4, run="r1", of="b"),
    ]
    verdict = fails(FIRST, of(*late), "started too early")
    assert verdict.witness == ("r1: stage b started at step 2, its dependency a never ended.",)
    verdict = fails(ONCE, of(*late), "stage count")
    assert verdict.witness == (
        "r0: stage b started 0 times and ended 0 times.",
        "r1: stage a started 0 times and ended 0 times.",
    )


def test_a_run_that_was_cut_short_takes_nothing_from_the_others() -> None:
    whole = [e for at, name in enumerate("ab") for e in ran(2 * at, 2 * at + 1, of=name)]
    cut = [event("stage_started", 9, run="r1"), Event("run_cut_short", 10, {"run": "r1", "how": "raised"})]
    assert passes(ONCE, of(*whole, *cut)).reason == "2 of 2 stages ran exactly once"
    twice = event("stage_started", 11, run="r1")
    verdict = fails(ONCE, of(*whole, *cut, twice), "stage count")
    assert verdict.witness == ("r1: stage a started 2 times and ended 0 times.",)


def test_stages_are_named_with_their_run() -> None:
    record = event("stage_started", 1)
    assert (who(record), name_of(who(record))) == (("r0", "a"), "r0: stage a")
    assert name_of(("", "a")) == "stage a"
    evidence = of(record, event("stage_ended", 2), event("stage_started", 3, run="r1"))
    assert runs_of(evidence, "stage_started", "stage_ended") == ["r0", "r1"]
    assert [key for key, _ in by_stage(evidence, "stage_started")] == [("r0", "a"), ("r1", "a")]
