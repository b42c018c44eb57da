"""The search for an order and its models: histories with known verdicts, generated ones against brute force."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from bench.linearizability_peer import history, with_a_stale_read
from harness.checks.bag_model import BAG, sentence
from harness.checks.contradiction import contradiction, endings
from harness.checks.linearizability import by_target, linearize
from harness.checks.models import ATTEMPT_COUNTER, MUTEX, REFUSED, REGISTER, SET, Model, queue
from harness.checks.overlap import first_overlap
from harness.evidence.records import Operation, OpOutcome
from tests.repo.source import ROOT

HISTORIES = ROOT / "tests/data/histories"
MODELS: dict[str, Model] = {
    "register": REGISTER,
    "bag": BAG,
    "attempt_counter": ATTEMPT_COUNTER,
    "set": SET,
    "queue": queue(),
    "queue_of_two": queue(2),
    "mutex": MUTEX,
}
GENERATED = 300  # histories of each model


def written() -> Iterator[Any]:
    for path in sorted(HISTORIES.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            told = json.loads(line)
            operations = [Operation(*fields) for fields in told["operations"]]
            yield pytest.param(path.stem, operations, told["linearizable"], id=f"{path.stem}-{told['id']}")


def explains(order: Sequence[Operation], model: Model) -> bool:
    """Whether the model gives every answer in this very order."""
    state: Any = model.initial
    for op in order:
        state = model.step(state, op)
        if state is REFUSED:
            return False
    return True


def respects_time(order: Sequence[Operation]) -> bool:
    return all(b.ret is None or b.ret >= a.invoke for i, a in enumerate(order) for b in order[i + 1 :])


def by_brute_force(operations: Sequence[Operation], model: Model) -> bool:
    """Every order of what returned and of every choice of what did not."""
    must = [op for op in operations if op.ret is not None]
    may = [op for op in operations if op.ret is None]
    for chosen in range(1 << len(may)):
        some = [op for i, op in enumerate(may) if chosen >> i & 1]
        for order in permutations([*must, *some]):
            if respects_time(order) and explains(order, model):
                return True
    return False


def test_the_histories_that_are_written_out_cover_every_model_both_ways() -> None:
    verdicts = Counter((case.values[0], case.values[2]) for case in written())
    assert {model for model, _ in verdicts} == set(MODELS)
    assert all(verdicts[model, right] for model in MODELS for right in (True, False))


@pytest.mark.parametrize(("model", "operations", "expected"), [*written()])
def test_a_history_with_a_known_verdict(model: str, operations: list[Operation], expected: bool) -> None:
    found = linearize(operations, MODELS[model])
    assert found.linearizable is expected
    assert by_brute_force(operations, MODELS[model]) is expected
    if expected:
        order = [operations[i] for i in found.order]
        assert respects_time(order) and explains(order, MODELS[model])


def _answered(model: Model, draw: random.Random, actor: str, state: Any) -> tuple[Operation, Any]:
    """An operation with a right answer in `state`, and the state after it."""
    while True:
        f, target, value, outcome, detail = _guess(model.name, draw, actor)
        op = Operation(actor, f, target, value, outcome, 0, 1, detail)
        after = model.step(state, op)
        if after is not REFUSED:
            return op, after


def _guess(model: str, draw: random.Random, actor: str) -> tuple[str, str, Any, OpOutcome, str]:
    pick, number = draw.choice, draw.randrange(4)
    outcome: OpOutcome = pick(["ok", "ok", "fail"])
    match model:
        case "register":
            return pick(["write", "read"]), "x", pick([None, 0, 1, 2]), "ok", ""
        case "attempt counter":
            return pick(["count", "read"]), "x", number, "ok", ""
        case "set":
            f = pick(["add", "remove", "contains", "size"])
            return f, pick("xy"), number % 2 == 0 if f == "contains" else number, "ok", ""
        case "queue":
            f = pick(["enqueue", "dequeue"])
            return f, "q", pick([None, 1, 2, 3]) if f == "dequeue" else number, outcome if f == "enqueue" else "ok", ""
        case "mutex":
            return pick(["acquire", "release"]), "m", None, outcome, ""
        case _:
            return _guess_of_a_bag(draw, number)


def _guess_of_a_bag(draw: random.Random, number: int) -> tuple[str, str, Any, OpOutcome, str]:
    f = draw.choice(["write", "overwrite", "get", "has", "attempts", "keys", "outputs", "len", "to_dict"])
    name, value = draw.choice("nm"), draw.choice(["v", "w"])
    if f == "write" and draw.random() < 0.4:
        return f, name, value, "fail", f"OutputConflictError, attempt {number}"
    if f in ("write", "overwrite"):
        return f, name, value, "ok", f"attempt {number}"
    if f == "get":
        return f, name, draw.choice([None, value]), "ok", draw.choice(["", f"attempt {number}"])
    if f == "has":
        return f, name, draw.random() < 0.5, "ok", ""
    if f == "keys":
        return f, "*", draw.choice(["[]", '["n"]', '["m"]', '["n", "m"]', '["m", "n"]']), "ok", ""
    if f == "outputs":
        return f, "*", draw.choice(["{}", '{"n": "v"}', '{"m": "w"}', '{"n": "v", "m": "w"}']), "ok", ""
    if f == "to_dict":
        return (
            f,
            "*",
            draw.choice(["[{}, 0, 0]", '[{"n": [1, "v"]}, 1, 1]', '[{"n": [1, "v"], "m": [1, "w"]}, 2, 2]']),
            "ok",
            "",
        )
    return f, name, number, "ok", ""


def generated(model: Model, seed: int) -> list[Operation]:
    """Six operations of three actors that overlap; half of the histories have two operations replaced by
    others, a third of them two of unknown outcome.
    """
    draw = random.Random(f"{model.name}:{seed}")
    state, at, free_at = model.initial, 0, dict.fromkeys("abc", 0)
    operations = list[Operation]()
    for _ in range(6):
        actor = draw.choice("abc")
        at += draw.randrange(1, 6)
        op, state = _answered(model, draw, actor, state)
        invoke = max(free_at[actor] + 1, at - draw.randrange(8))
        at = max(at, invoke)
        free_at[actor] = at + 1 + draw.randrange(8)
        operations.append(replace(op, invoke=invoke, ret=free_at[actor]))
    for place in draw.sample(range(len(operations)), seed % 2 * 2):
        f, target, value, outcome, detail = _guess(model.name, draw, operations[place].actor)
        operations[place] = replace(operations[place], f=f, target=target, value=value, outcome=outcome, detail=detail)
    if seed % 3 == 0:
        for place in draw.sample(range(len(operations)), 2):
            operations[place] = replace(operations[place], outcome="unknown", ret=None, detail="")
    return operations


@pytest.mark.parametrize("name", MODELS)
def test_generated_histories_get_the_verdict_of_brute_force(name: str) -> None:
    model, verdicts = MODELS[name], Counter[bool]()
    for seed in range(GENERATED):
        operations = generated(model, seed)
        expected = by_brute_force(operations, model)
        found = linearize(operations, model)
        assert found.linearizable is expected, operations
        assert linearize(sorted(operations, key=lambda op: op.ret or 99), model).linearizable is expected
        if expected:
            order = [operations[i] for i in found.order]
            assert respects_time(order) and explains(order, model)
        else:
            _contradicts(operations, model)
        verdicts[expected] += 1
    assert min(verdicts[True], verdicts[False]) >= GENERATED // 10, verdicts


def _contradicts(history: list[Operation], model: Model) -> None:
    """What is shown of a history that no order explains is part of it, and enough by itself."""
    found = contradiction(history, model)
    shown = {(op.actor, op.invoke) for op in found.operations}
    assert shown <= {(op.actor, op.invoke) for op in history}
    assert (found.culprit.actor, found.culprit.invoke) in shown
    lost = [op for op in history if op.invoke > found.since and (op.actor, op.invoke) not in shown]
    rest = [replace(op, ret=None, outcome="unknown", detail="") for op in lost if not model.observes(op)]
    for state in found.states:
        assert linearize([*found.operations, *rest], model, initial=state).linearizable is False
        assert len(found.operations) <= len(history)


def test_models_are_told_apart_by_at_least_400_generated_histories() -> None:
    assert GENERATED * len(MODELS) >= 400


@pytest.mark.parametrize("seed", range(20))
def test_a_history_of_many_names_is_right_exactly_where_each_name_is(seed: int) -> None:
    one, other = generated(BAG, seed), generated(BAG, seed + 100)
    single = [op for op in one if op.target != "*" and op.f != "len"]
    single += [replace(op, target=op.target * 2) for op in other if op.target != "*" and op.f != "len"]
    each = all(linearize(part, BAG).linearizable for part in by_target(single).values())
    assert linearize(single, BAG).linearizable is each


def test_out_of_budget_is_no_answer() -> None:
    writes = [Operation(f"a{i}", "write", "x", i, "ok", i, 100 + i) for i in range(12)]
    history = [*writes, Operation("b", "read", "x", 77, "ok", 200, 201)]
    assert linearize(history, REGISTER, states_max=50).linearizable is None
    assert linearize(history, REGISTER).linearizable is False


def test_reads_are_not_branched_on() -> None:
    """Forty reads of one value beside a write that no read saw: two states are remembered, not 2 to the 40th."""
    reads = [Operation(f"r{i}", "read", "x", None, "ok", 1 + i, 100 + i) for i in range(40)]
    history = [*reads, Operation("w", "write", "x", 1, "ok", 0, 300), Operation("z", "read", "x", 2, "ok", 301, 302)]
    found = linearize(history, REGISTER)
    assert (found.linearizable, found.states <= 41) == (False, True)


def test_a_long_history_takes_one_step_for_each_operation() -> None:
    history = [Operation("a", "write", "x", i, "ok", 2 * i, 2 * i + 1) for i in range(5000)]
    assert linearize(history, REGISTER).states == 5000


@pytest.mark.parametrize("initial", [None, 3])
def test_all_states_in_which_a_history_can_end(initial: int | None) -> None:
    one = Operation("a", "write", "x", 1, "ok", 1, 5)
    two = Operation("b", "write", "x", 2, "ok", 2, 4)
    assert endings([one, two], REGISTER, [initial]) == (1, 2)
    assert endings([], REGISTER, [initial]) == (initial,)
    assert endings([one, replace(two, invoke=6, ret=7)], REGISTER, [initial]) == (2,)
    assert endings([replace(one, invoke=i, ret=99 + i, value=i) for i in range(9)], REGISTER, [initial], 100) is None


def test_a_contradiction_is_cut_down_to_what_contradicts() -> None:
    noise = [Operation("n", "get", "k", None, "ok", i, i + 1) for i in range(1, 40, 2)]
    first = Operation("a", "write", "k", "v1", "ok", 50, 51, "attempt 1")
    reads = [Operation("n", "get", "k", "v1", "ok", i, i + 1, "attempt 1") for i in range(60, 80, 2)]
    second = Operation("b", "overwrite", "k", "v2", "ok", 90, 91, "attempt 2")
    stale = Operation("c", "get", "k", "v1", "ok", 95, 96, "attempt 1")
    later = [Operation("n", "get", "k", "v2", "ok", i, i + 1) for i in range(100, 140, 2)]
    found = contradiction([*noise, first, *reads, second, stale, *later], BAG)
    assert (found.operations, found.source) == ((stale,), second)
    assert found.lines(BAG, sentence) == [
        "b called write('k', 'v2', allow_overwrite=True) at step 90; it was acknowledged (attempt 2) at step 91.",
        "So after step 91 it held 'k' = 'v2' (attempt 2).",
        "c called get('k') at step 95 and got 'v1' (attempt 1) at step 96.",
        "Nothing was under way that could explain this answer.",
    ]


def test_a_contradiction_of_overlapping_operations_keeps_those_that_overlap() -> None:
    first = Operation("a", "write", "k", "v1", "ok", 1, 9, "attempt 1")
    second = Operation("b", "write", "k", "v2", "ok", 2, 8, "attempt 1")
    idle = Operation("c", "has", "k", False, "ok", 3, 4)
    found = contradiction([first, second, idle], BAG)
    assert found.operations == (first, second)
    assert found.lines(BAG, sentence)[-1].startswith("No order of these")


@pytest.mark.parametrize("names", [1, 7])
def test_the_histories_of_the_benchmark_are_what_they_are_said_to_be(names: int) -> None:
    right = history(names, 300, concurrency=5, seed=1)
    assert first_overlap(right) and len(by_target(right)) == names
    assert all(linearize(part, REGISTER).linearizable for part in by_target(right).values())
    stale = by_target(with_a_stale_read(right)).values()
    assert [linearize(part, REGISTER).linearizable for part in stale].count(False) == 1


def test_the_data_files_are_where_they_are_said_to_be() -> None:
    assert {path.stem for path in Path(HISTORIES).glob("*.jsonl")} == set(MODELS)
