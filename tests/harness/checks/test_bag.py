"""Oracles of what a bag answers, on histories written by hand."""

from typing import Any

import pytest

from harness.evidence.records import Operation, OpOutcome, Record, Scalar
from tests.harness.checks.histories import fails, order, passes, seen, trial, unknown, vacuous

LINEAR = "bag_is_linearizable"
SNAPSHOT = "bag_reads_are_one_snapshot"
ATTEMPTS = "attempts_are_counted"
ENTRIES = "read_entries_never_change"
NO_ORDER = "no order explains the answers"
NO_MOMENT = "no moment shows what was read"
MISCOUNTED = "attempts miscounted"
ENTRY = "entry:get:0:n:1"


def op(
    actor: str, f: str, target: str, value: Scalar, invoke: int, ret: int | None, detail: str = "", *, ok: bool = True
) -> Operation:
    outcome: OpOutcome = "unknown" if ret is None else "ok" if ok else "fail"
    return Operation(actor, f, target, value, outcome, invoke, ret, detail)


def write(
    actor: str, name: str, value: str, invoke: int, ret: int | None, attempt: int = 1, more: str = ""
) -> Operation:
    return op(actor, "write", name, value, invoke, ret, f"attempt {attempt}{more}")


def overwrite(actor: str, name: str, value: str, invoke: int, ret: int | None, attempt: int = 2) -> Operation:
    return op(actor, "overwrite", name, value, invoke, ret, f"attempt {attempt}")


def refused(actor: str, name: str, invoke: int, ret: int, error: str = "OutputConflictError, attempt 1") -> Operation:
    return op(actor, "write", name, "refused", invoke, ret, error, ok=False)


def get(actor: str, name: str, value: Scalar, invoke: int, ret: int, attempt: int = 1) -> Operation:
    return op(actor, "get", name, value, invoke, ret, "" if value is None else f"attempt {attempt}")


def whole(actor: str, f: str, value: Scalar, invoke: int, ret: int) -> Operation:
    return op(actor, f, "*", value, invoke, ret)


def did_not_suspend(*operations: Operation) -> list[Operation]:
    """Writes of one event loop, which cannot overlap."""
    return [
        Operation(o.actor, o.f, o.target, o.value, o.outcome, o.invoke, o.ret, f"{o.detail}, did not suspend")
        for o in operations
    ]


A, B = write("a", "n", "v", 1, 6), refused("b", "n", 2, 5)
SECOND = overwrite("b", "n", "w", 7, 12)


def evidence(*records: Record) -> Any:
    return trial(order(), *records)


def test_overlapping_operations_that_one_order_explains() -> None:
    verdict = passes(LINEAR, evidence(A, B, get("c", "n", "v", 3, 4), SECOND, get("c", "n", "w", 8, 9, 2)))
    assert verdict.looked_at == 5
    assert verdict.reason == "an order explains all 5 answers about 1 names; operations overlapped"


def test_a_stale_read_is_shown_with_the_write_that_it_missed() -> None:
    verdict = fails(LINEAR, evidence(A, B, SECOND, get("c", "n", "v", 13, 14)), NO_ORDER)
    assert verdict.reason == "no order explains what was answered about 'n'"
    assert verdict.witness == (
        "b called write('n', 'w', allow_overwrite=True) at step 7; it was acknowledged (attempt 2) at step 12.",
        "So after step 12 it held 'n' = 'w' (attempt 2).",
        "c called get('n') at step 13 and got 'v' (attempt 1) at step 14.",
        "Nothing was under way that could explain this answer.",
    )


def test_two_winners_are_shown_beside_each_other() -> None:
    verdict = fails(LINEAR, evidence(A, write("b", "n", "w", 2, 5), get("c", "n", "v", 20, 21)), NO_ORDER)
    assert verdict.witness == (
        "b called write('n', 'w') at step 2; it was acknowledged (attempt 1) at step 5.",
        "a called write('n', 'v') at step 1; it was acknowledged (attempt 1) at step 6.",
        "No order of these, each somewhere between its call and its return, gives all of these answers.",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        (refused("b", "n", 1, 2),),
        (A, B, get("c", "n", None, 7, 8)),
        (A, B, get("c", "n", "nobody's", 7, 8)),
        (A, B, get("c", "n", "v", 7, 8, attempt=2)),
        (A, B, op("c", "has", "n", True, 2, 3), get("c", "n", None, 4, 5)),
        (A, B, op("c", "attempts", "n", 2, 7, 8)),
        (A, B, op("c", "contains", "n", False, 7, 8)),
        (A, B, op("c", "contains", "m", True, 7, 8)),
        (A, B, op("c", "output", "n", "w", 7, 8)),
        (A, B, op("c", "value", "n", "the default", 7, 8, "text")),
        (A, B, SECOND, op("c", "value", "n", "v", 13, 14, "text")),
        (A, B, op("c", "value", "n", "the default", 7, 8, "nothing")),
        (A, B, op("c", "value", "n", None, 7, 8, "missing")),
        (A, B, op("c", "value", "m", None, 7, 8, "text")),
        (A, B, overwrite("c", "n", "w", 7, 8, attempt=1)),
        (A, B, write("c", "m", "v", 7, 8, more=", with the entry of 'v' for 'n'")),
        (A, B, refused("c", "n", 7, 8, "OutputConflictError, attempt 3")),
        (write("a", "n", "v", 1, None), refused("b", "m", 2, 3)),
    ],
    ids=[
        "conflict-though-nobody-wrote",
        "lost-write",
        "value-of-nobody",
        "wrong-attempt",
        "present-then-absent",
        "count-too-high",
        "not-in-the-bag",
        "in-the-bag-though-nobody-wrote",
        "output-of-nobody",
        "default-instead-of-a-value",
        "value-that-was-overwritten",
        "default-instead-of-none",
        "no-default-for-a-missing-key",
        "no-default-for-a-missing-name",
        "overwrite-not-counted",
        "entry-of-another-name",
        "conflict-with-an-attempt-that-was-not",
        "conflict-with-an-unknown-write-of-another-name",
    ],
)
def test_answers_that_no_order_explains(wrong: tuple[Operation, ...]) -> None:
    assert fails(LINEAR, evidence(*wrong), NO_ORDER).witness[-2].count(" called ") == 1


def test_an_answer_that_nothing_explains_is_shown_with_what_there_was() -> None:
    verdict = fails(LINEAR, evidence(refused("b", "n", 1, 2), write("a", "n", "v", 3, 4)), NO_ORDER)
    assert verdict.witness == (
        "So far it held nothing.",
        "b called write('n', 'refused') at step 1; it raised OutputConflictError, attempt 1 at step 2.",
        "Nothing was under way that could explain this answer.",
    )


@pytest.mark.parametrize(
    "right",
    [
        (write("a", "n", "v", 1, None), refused("b", "n", 2, 3)),
        (write("a", "n", "v", 1, None), get("b", "n", None, 2, 3), get("b", "n", "v", 4, 5)),
        (A, B, overwrite("c", "n", "w", 7, None), get("a", "n", "v", 8, 9)),
        (A, B, overwrite("c", "n", "w", 7, None), get("a", "n", "w", 8, 9, attempt=2)),
    ],
    ids=["winner-never-came-back", "unknown-write-seen-late", "unknown-overwrite-did-nothing", "unknown-overwrite-did"],
)
def test_a_write_that_never_came_back_may_have_been_or_not(right: tuple[Operation, ...]) -> None:
    passes(LINEAR, evidence(*right))


def test_what_is_asked_of_one_name_is_explained_with_the_rest() -> None:
    asked = (
        op("c", "contains", "n", True, 7, 8),
        op("c", "output", "n", "v", 9, 10),
        op("c", "value", "n", "v", 11, 12, "text"),
        op("c", "value", "n", None, 13, 14, "nothing"),
        op("c", "value", "n", "the default", 15, 16, "missing"),
    )
    none = op("d", "contains", "m", False, 1, 2), op("d", "output", "m", None, 3, 4)
    passes(LINEAR, evidence(A, B, *asked, *none, op("d", "value", "m", "the default", 5, 6, "nothing")))


def test_a_wrong_value_is_shown_with_the_key_and_the_default_that_were_given() -> None:
    verdict = fails(LINEAR, evidence(A, B, op("c", "value", "n", "the default", 7, 8, "text")), NO_ORDER)
    assert verdict.witness[-2] == (
        "c called get_value('n', 'text', 'the default') at step 7 and got 'the default' at step 8."
    )


def test_an_error_other_than_a_conflict_is_no_answer() -> None:
    error = op("c", "get", "n", None, 3, 4, "RuntimeError", ok=False)
    verdict = fails(LINEAR, evidence(A, B, error), "get raised RuntimeError")
    assert verdict.witness == ("c called get('n') at step 3; it raised RuntimeError at step 4.",)
    fails(LINEAR, evidence(A, B, refused("c", "n", 7, 8, "KeyError")), "write raised KeyError")


@pytest.mark.parametrize(
    "records",
    [
        (),
        (write("a", "n", "v", 1, 2), get("b", "n", "v", 3, 4)),
        (write("a", "n", "v", 1, 4), write("b", "m", "v", 2, 3)),
        (write("a", "n", "v", 1, 4), get("a", "n", None, 2, 3)),
        did_not_suspend(write("a", "n", "v", 1, 2), overwrite("a", "n", "w", 3, 4)),
    ],
    ids=["nothing", "one-after-the-other", "names-of-their-own", "one-actor", "one-writer-that-does-not-suspend"],
)
def test_without_overlap_nothing_is_shown(records: tuple[Operation, ...]) -> None:
    vacuous(LINEAR, evidence(*records))


def test_writes_that_do_not_suspend_cannot_overlap_on_one_loop() -> None:
    writes = did_not_suspend(write("a", "n", "v", 1, 2), overwrite("b", "n", "w", 3, 4))
    assert "no write suspends" in passes(LINEAR, evidence(*writes, get("a", "n", "w", 5, 6, 2))).reason


def test_too_many_orders_are_unknown() -> None:
    writes = [overwrite(f"w{i}", "n", f"v{i}", i, 100 + i, 0) for i in range(25)]
    told_nothing = [Operation(o.actor, o.f, o.target, o.value, "ok", o.invoke, o.ret) for o in writes]
    assert "too many orders" in unknown(LINEAR, evidence(*told_nothing, get("r", "n", None, 200, 201))).reason


TORN = (
    write("a", "m", "v", 1, 4),
    whole("c", "outputs", '{"n": "w"}', 2, 9),
    write("b", "n", "w", 5, 6),
    get("a", "m", "v", 7, 8),
)


def test_a_torn_read_passes_name_by_name_and_is_no_snapshot() -> None:
    passes(LINEAR, evidence(*TORN, op("b", "has", "m", True, 2, 3)))
    verdict = fails(SNAPSHOT, evidence(*TORN), NO_MOMENT)
    assert verdict.reason == "outputs showed what the bag never held at one moment"
    assert verdict.witness == (
        "a called write('m', 'v') at step 1; it was acknowledged (attempt 1) at step 4.",
        "b called write('n', 'w') at step 5; it was acknowledged (attempt 1) at step 6.",
        'c called outputs() at step 2 and got \'{"n": "w"}\' at step 9.',
        "No order of these, each somewhere between its call and its return, gives all of these answers.",
    )


def test_the_same_read_of_one_moment_passes() -> None:
    whole_read = whole("c", "outputs", '{"m": "v"}', 2, 9)
    assert "1 reads of the whole bag" in passes(SNAPSHOT, evidence(TORN[0], whole_read, *TORN[2:])).reason


@pytest.mark.parametrize(
    "read",
    [
        whole("c", "keys", '["n", "m"]', 7, 8),
        whole("c", "keys", '["m"]', 7, 8),
        whole("c", "len", 3, 7, 8),
        whole("c", "entries", '[["m", "v", 2], ["n", "w", 1]]', 7, 8),
        whole("c", "outputs", '{"m": "w", "n": "v"}', 7, 8),
        whole("c", "to_dict", '[{"m": [1, "v"], "n": [1, "w"]}, 2, 3]', 7, 8),
        whole("c", "to_dict", '[{"m": [1, "w"], "n": [1, "v"]}, 2, 2]', 7, 8),
        whole("c", "retries", '["n"]', 7, 8),
    ],
    ids=[
        "order-of-keys",
        "newest-is-missing",
        "length-of-attempts",
        "attempt-of-another",
        "values-swapped",
        "total",
        "data-of-another",
        "retried-though-written-once",
    ],
)
def test_reads_of_what_never_was(read: Operation) -> None:
    fails(SNAPSHOT, evidence(write("a", "m", "v", 1, 4), write("b", "n", "w", 5, 6), read), NO_MOMENT)


def test_a_list_of_retries_lacks_a_stage_that_was_written_twice() -> None:
    verdict = fails(SNAPSHOT, evidence(A, SECOND, whole("c", "retries", "[]", 13, 14)), NO_MOMENT)
    assert verdict.reason == "get_retry_stages showed what the bag never held at one moment"
    assert verdict.witness[1:3] == (
        "So after step 12 it held 'n' = 'w' (attempt 2).",
        "c called get_retry_stages() at step 13 and got '[]' at step 14.",
    )
    passes(SNAPSHOT, evidence(A, SECOND, whole("c", "retries", "[]", 11, 14)))
    passes(SNAPSHOT, evidence(A, SECOND, whole("c", "retries", '["n"]', 11, 14)))


def test_two_reads_that_saw_two_writes_in_two_orders() -> None:
    writes = write("a", "m", "v", 1, 20), write("b", "n", "w", 2, 21)
    reads = whole("c", "keys", '["m"]', 3, 4), whole("d", "keys", '["n"]', 5, 6)
    verdict = fails(SNAPSHOT, evidence(*writes, *reads), NO_MOMENT)
    assert [line.split()[0] for line in verdict.witness] == ["c", "d", "No"]


def test_a_read_that_raises_because_of_a_write_fails() -> None:
    error = op("c", "keys", "*", None, 2, 3, "RuntimeError", ok=False)
    assert fails(SNAPSHOT, evidence(*TORN, error), "keys raised RuntimeError").witness[0].startswith("c called keys()")


def test_without_an_order_for_each_name_there_is_no_state_to_compare_with() -> None:
    unknown(SNAPSHOT, evidence(*TORN, get("a", "m", None, 10, 11)))
    unknown(SNAPSHOT, evidence(*TORN, refused("a", "m", 10, 11, "RuntimeError")))


@pytest.mark.parametrize(
    "records",
    [
        (A, B),
        (write("a", "m", "v", 1, 2), whole("b", "keys", '["m"]', 3, 4)),
        (refused("a", "m", 1, 4), write("b", "m", "v", 0, 0), whole("b", "keys", '["m"]', 2, 3)),
    ],
    ids=["no-read-of-the-whole", "no-overlap", "beside-a-refused-write-only"],
)
def test_no_read_beside_a_write_is_vacuous(records: tuple[Operation, ...]) -> None:
    vacuous(SNAPSHOT, evidence(*records))


def test_attempts_of_overlapping_writes_are_one_two_three() -> None:
    writes = overwrite("a", "n", "v", 1, 9, 2), overwrite("b", "n", "w", 2, 8, 1), overwrite("c", "n", "x", 10, 11, 3)
    verdict = passes(ATTEMPTS, evidence(*writes, op("a", "attempts", "n", 3, 12, 13)))
    assert verdict.reason == "3 writes of 1 names are attempts 1 and upwards; operations overlapped"


def test_an_attempt_that_is_told_twice_is_shown_with_its_twin() -> None:
    verdict = fails(
        ATTEMPTS, evidence(overwrite("a", "n", "v", 1, 9, 1), overwrite("b", "n", "w", 2, 8, 1)), MISCOUNTED
    )
    assert verdict.witness == (
        "b called write('n', 'w', allow_overwrite=True) at step 2; it was acknowledged (attempt 1) at step 8.",
        "a called write('n', 'v', allow_overwrite=True) at step 1; it was acknowledged (attempt 1) at step 9.",
        "No order of these, each somewhere between its call and its return, gives all of these answers.",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        (A, overwrite("b", "n", "w", 7, 8, 3)),
        (A, overwrite("b", "n", "w", 7, 8, 1)),
        (A, overwrite("b", "n", "w", 7, 8, 2), op("c", "attempts", "n", 1, 9, 10)),
        (A, overwrite("b", "n", "w", 7, 8, 2), op("c", "attempts", "n", 3, 9, 10)),
        (A, B, overwrite("b", "n", "w", 7, 8, 3)),
    ],
    ids=["left-out", "not-raised", "count-too-low", "count-too-high", "refused-write-was-counted"],
)
def test_attempts_that_are_miscounted(wrong: tuple[Operation, ...]) -> None:
    verdict = fails(ATTEMPTS, evidence(*wrong), MISCOUNTED)
    assert verdict.reason == "the attempts of 'n' are not counted one by one"
    assert "So after step" in "".join(verdict.witness)


def test_a_write_that_never_came_back_may_be_an_attempt() -> None:
    lost = op("c", "overwrite", "n", "x", 2, None)
    both = overwrite("a", "n", "v", 1, 9, 1), lost
    passes(ATTEMPTS, evidence(*both, overwrite("b", "n", "w", 3, 12, 3)))
    passes(ATTEMPTS, evidence(*both, overwrite("b", "n", "w", 3, 12, 2)))
    fails(ATTEMPTS, evidence(*both, overwrite("b", "n", "w", 3, 12, 4)), MISCOUNTED)


@pytest.mark.parametrize(
    "records",
    [
        (),
        (write("a", "n", "v", 1, 9), write("b", "m", "w", 2, 8)),
        (write("a", "n", "v", 1, 2), overwrite("b", "n", "w", 3, 4)),
        (op("a", "write", "n", "v", 1, 9, "suspended"), op("b", "overwrite", "n", "w", 2, 8, "suspended")),
    ],
    ids=["no-write", "each-name-once", "no-overlap", "no-write-said-its-attempt"],
)
def test_no_second_attempt_is_vacuous(records: tuple[Operation, ...]) -> None:
    vacuous(ATTEMPTS, evidence(*records))


def test_attempts_of_writes_that_do_not_suspend() -> None:
    passes(ATTEMPTS, evidence(*did_not_suspend(write("a", "n", "v", 1, 2), overwrite("b", "n", "w", 3, 4))))


def test_entries_are_later_what_they_were() -> None:
    read, later = seen(ENTRY, "read"), seen(ENTRY, "later")
    passes(ENTRIES, evidence(SECOND, read, later))
    unknown(ENTRIES, evidence(SECOND, read))
    vacuous(ENTRIES, evidence(A, read, later))
    vacuous(ENTRIES, evidence(SECOND))


@pytest.mark.parametrize(
    "overwritten",
    [
        overwrite("b", "m", "w", 7, 12),
        overwrite("b", "n", "w", 7, 12, attempt=1),
        op("b", "overwrite", "n", "w", 7, None),
        op("b", "overwrite", "n", "w", 7, 12, "RuntimeError", ok=False),
    ],
    ids=["only-another-name", "before-it-was-read", "perhaps", "refused"],
)
def test_an_entry_that_nothing_overwrote_shows_nothing(overwritten: Operation) -> None:
    verdict = vacuous(ENTRIES, evidence(A, seen(ENTRY, "read"), seen(ENTRY, "later"), overwritten))
    assert verdict.reason == "no entry that was read was overwritten later"


def test_an_entry_that_changed_is_shown_as_it_was_and_as_it_is() -> None:
    pair = seen(ENTRY, "read", "d1", "['n', 'v', 1]"), seen(ENTRY, "later", "d2", "['n', 'w', 2]")
    verdict = fails(ENTRIES, evidence(SECOND, *pair), "changed after it was read: get")
    assert verdict.witness == (
        "entry:get:0:n:1 changed after it was read:",
        "  read: ['n', 'v', 1]",
        "  later: ['n', 'w', 2]",
    )
