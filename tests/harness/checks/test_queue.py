"""The oracle of a bounded queue, on histories written by hand."""

from typing import Any

import pytest

from harness.evidence.records import Operation, OpOutcome
from harness.wire import ScenarioRun
from tests.harness.checks.histories import fails, passes, trial, unknown, vacuous

CHECK = "queue_is_linearizable"
NO_ORDER = "no order of a queue"


def put(event: str, invoke: int, ret: int | None, refused: str = "") -> Operation:
    outcome: OpOutcome = "unknown" if ret is None else "fail" if refused else "ok"
    return Operation(f"task-{event[0]}", "enqueue", "sink", event, outcome, invoke, ret, refused)


def out(event: str | None, invoke: int, ret: int) -> Operation:
    return Operation("worker" if event else "final", "dequeue", "sink", event, "ok", invoke, ret)


def evidence(*operations: Operation, capacity: int = 2) -> Any:
    return trial(ScenarioRun("p", "sink_operations", (), arguments={"capacity": capacity}), *operations)


EMPTY = out(None, 97, 98)
ACCEPTED = put("a1", 1, 2), put("b1", 3, 4), out("a1", 0, 5), out("b1", 6, 8), out(None, 9, 10)


def test_what_was_accepted_comes_out_in_order() -> None:
    assert passes(CHECK, evidence(*ACCEPTED)).reason == "an order of a queue explains all 5 calls"


@pytest.mark.parametrize(
    "right",
    [
        (
            put("a1", 1, 2),
            put("b1", 3, 4),
            put("c1", 5, 6, "full"),
            out("a1", 5, 7),
            out("b1", 8, 9),
            out(None, 10, 11),
        ),
        (
            put("a1", 1, 2),
            put("b1", 3, 4),
            put("c1", 5, 9),
            out("a1", 6, 7),
            out("b1", 8, 10),
            out("c1", 11, 12),
            EMPTY,
        ),
        (*ACCEPTED[:4], put("c1", 5, None), out(None, 9, 10)),
        (*ACCEPTED[:4], put("c1", 5, None), out("c1", 9, 10), out(None, 11, 12)),
    ],
    ids=["refused-when-full", "waited-for-room", "cancelled-and-not-queued", "cancelled-and-queued"],
)
def test_other_histories_of_a_queue(right: tuple[Operation, ...]) -> None:
    passes(CHECK, evidence(*right))


def test_an_accepted_event_that_never_came_out_is_shown() -> None:
    verdict = fails(CHECK, evidence(*ACCEPTED[:3], out(None, 9, 10)), NO_ORDER)
    assert verdict.witness == (
        "'a1' came out between step 0 and step 5.",
        "So after step 5 it held 'b1'.",
        "Nothing was left between step 9 and step 10.",
        "Nothing was under way that could explain this answer.",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        (put("a1", 1, 2), put("b1", 3, 4), out("b1", 5, 6), out("a1", 7, 8)),
        (*ACCEPTED[:3], out("a1", 6, 7)),
        (out("z1", 1, 2), put("a1", 3, 4)),
        (put("a1", 1, 2), put("b1", 3, 4, "full"), out("a1", 5, 6)),
        (put("a1", 1, 2), put("b1", 3, 4), put("c1", 5, 6), out("a1", 7, 8)),
        (*ACCEPTED[:4], put("c1", 5, None), out("c1", 9, 10), out("c1", 11, 12)),
    ],
    ids=[
        "overtaken",
        "delivered-twice",
        "from-nowhere",
        "refused-with-room",
        "accepted-when-full",
        "cancelled-and-twice",
    ],
)
def test_histories_of_no_queue(wrong: tuple[Operation, ...]) -> None:
    fails(CHECK, evidence(*wrong), NO_ORDER)


def test_the_capacity_is_that_of_the_scenario() -> None:
    three = (put("a1", 1, 2), put("b1", 3, 4), put("c1", 5, 6), out("a1", 5, 8))
    rest = out("b1", 9, 10), out("c1", 11, 12), EMPTY
    fails(CHECK, evidence(*three, *rest, capacity=1), NO_ORDER)
    passes(CHECK, evidence(*three, *rest, capacity=3))


@pytest.mark.parametrize(
    "looks",
    [(), (out(None, 0, 1),), (out(None, 3, 9),)],
    ids=["never", "before-anything-was-accepted", "while-something-was-handed-over"],
)
def test_what_may_still_be_inside_decides_nothing(looks: tuple[Operation, ...]) -> None:
    verdict = unknown(CHECK, evidence(*looks, put("a1", 2, 4), put("b1", 3, 6), out("a1", 5, 7)))
    assert verdict.reason == "nobody looked at the end whether anything was left in the queue"


def test_an_error_is_no_refusal() -> None:
    assert fails(CHECK, evidence(*ACCEPTED, put("c1", 11, 12, "RuntimeError")), "enqueue raised RuntimeError").witness


@pytest.mark.parametrize(
    "records",
    [
        (),
        (out(None, 1, 2),),
        (put("a1", 1, 2, "full"),),
        (put("a1", 1, None),),
        (put("a1", 1, 2), out("a1", 3, 4), EMPTY),
    ],
    ids=["nothing", "only-looked-at", "only-refused", "only-unknown", "one-after-the-other"],
)
def test_without_an_accepted_event_or_an_overlap_nothing_is_shown(records: tuple[Operation, ...]) -> None:
    vacuous(CHECK, evidence(*records))


def test_too_many_orders_are_unknown() -> None:
    puts = [put(f"{chr(97 + i)}1", i, 100 + i) for i in range(16)]
    unknown(CHECK, evidence(*puts, out("zz", 200, 201), capacity=99))
