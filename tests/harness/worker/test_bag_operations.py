"""The families of bag operations on the bundled core: what they call, what they record, and that it can be repeated."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from harness.checks.bag_model import DEFAULT, KEYS, MISSING, NOTHING, OF_ONE_NAME, OF_THE_BAG, TEXT
from harness.checks.registry import run_check
from harness.checks.verdict import Outcome as Answer
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Fingerprint, Operation
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native, run_thread_schedule, run_threads
from harness.worker.heads import head_of
from harness.worker.plants import apply
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag_calls import READER, UNWRITTEN, WRITER, Call, RecordedBag, calls_of, names_of

CHECKS = ("bag_is_linearizable", "bag_reads_are_one_snapshot", "attempts_are_counted", "read_entries_never_change")


def order(family: str, actors: int = 3, operations: int = 9, names: int = 2) -> ScenarioRun:
    arguments = {"actors": actors, "operations": operations, "names": names}
    return ScenarioRun("p", family, (), arguments=arguments, checks=CHECKS, seed=1)


TASKS, THREADS = order("bag_operations"), order("thread_bag_operations")


def answers(ran: ScenarioRun, outcome: Outcome) -> dict[str, Answer]:
    records = outcome.recorder.records
    evidence = TrialEvidence(ran, head_of(outcome, len(records)), records)
    return {check: run_check(check, evidence).outcome for check in CHECKS}


def called(outcome: Outcome) -> list[Operation]:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    return [r for r in outcome.recorder.records if isinstance(r, Operation)]


@pytest.mark.parametrize("engine", ["inline", "tasks"])
def test_tasks_on_stock_asyncio_make_all_their_calls_and_every_check_passes(subject: Subject, engine: str) -> None:
    outcome = run_native(TASKS, subject, engine)
    operations = called(outcome)
    assert len([o for o in operations if o.actor not in ("first", "final")]) == 3 * 9
    for actor in ("first", "final"):
        assert {o.f for o in operations if o.actor == actor} == {*OF_ONE_NAME, *OF_THE_BAG} - {"write", "overwrite"}
    assert set(answers(TASKS, outcome).values()) == {Answer.PASS}


@pytest.mark.parametrize("seed", range(5))
def test_every_schedule_of_tasks_passes_and_repeats_to_the_letter(subject: Subject, seed: int) -> None:
    first = run_controlled(TASKS, subject, RandomWalk(seed), seed)
    assert set(answers(TASKS, first).values()) == {Answer.PASS}
    again = run_controlled(TASKS, subject, Tape(first.schedule.choices), seed)
    assert again.recorder.records == first.recorder.records


def test_schedules_of_threads_overlap_pass_and_repeat_to_the_letter(subject: Subject) -> None:
    found = list[Answer]()
    for seed in range(10):
        first = run_thread_schedule(THREADS, subject, RandomWalk(seed), seed, "gil")
        assert {o.actor for o in called(first)} == {"thread-0", "thread-1", "thread-2", "first", "final"}
        found += answers(THREADS, first).values()
        again = run_thread_schedule(THREADS, subject, Tape(first.schedule.choices), seed, "gil")
        assert again.recorder.records == first.recorder.records
    assert Answer.FAIL not in found and found.count(Answer.PASS) > len(found) // 2


def test_only_writes_of_tasks_are_said_not_to_suspend(subject: Subject) -> None:
    writes = [o for o in called(run_native(TASKS, subject, "inline")) if o.f == "overwrite"]
    assert all("did not suspend" in o.detail for o in writes)
    writes = [o for o in called(run_threads(THREADS, subject)) if o.f == "overwrite"]
    assert len(writes) > 5 and not any("suspend" in o.detail for o in writes)


def test_threads_that_nobody_controls_fail_no_check(subject: Subject) -> None:
    outcome = run_threads(THREADS, subject)
    assert len([o for o in called(outcome) if o.actor not in ("first", "final")]) == 3 * 9
    assert Answer.FAIL not in answers(THREADS, outcome).values()


def test_the_calls_of_an_actor_are_drawn_from_the_seed_and_begin_with_a_race() -> None:
    names = names_of(3)
    calls = calls_of(0, "a", 1, names, 361)
    assert calls == calls_of(0, "a", 1, names, 361)
    assert calls != calls_of(0, "a", 2, names, 361) != calls_of(0, "b", 2, names, 361)
    assert (calls[0].f, calls[0].name) == ("write", names[0])
    assert {c.f: 30 for c in calls[1:]} | {"overwrite": 180} == Counter(c.f for c in calls[1:])
    values = [c.value for c in calls if c.f == "overwrite"]
    assert 0 < len(values) - len(set(values)) < len(values) // 2
    assert {c.sync for c in calls} == {c.pause for c in calls} == {True, False}
    written = Counter(c.name for c in calls if c.f in ("write", "overwrite"))
    assert max(written.values()) - min(written.values()) <= 2


def test_every_third_actor_reads_the_whole_bag() -> None:
    rows = [Counter(c.f for c in calls_of(i, f"a{i}", 1, ["n"], 13)[1:]) for i in range(4)]
    writer, reader = (Counter(" ".join(row).split()) for row in (WRITER, READER))
    assert rows == [writer, writer, reader, writer]
    assert {*writer, *reader} == {*OF_ONE_NAME, *OF_THE_BAG}


def test_some_calls_follow_at_once_on_the_same_name() -> None:
    calls = calls_of(0, "a", 1, names_of(5), 361)
    pairs = [(one, two) for one, two in pairwise(calls) if one.f == "has"]
    assert len(pairs) == 30
    assert all(two.f == "get" and two.name == one.name and not two.pause for one, two in pairs)


@pytest.mark.parametrize("count", [1, 2, 3, 20])
def test_names_are_distinct_and_some_begin_like_others(count: int) -> None:
    names = names_of(count)
    assert len(set(names)) == count
    assert count < 2 or names[1].startswith(names[0])


class Strange:
    """A bag that answers in ways of its own."""

    def __init__(self, output: Any) -> None:
        self.entry = SimpleNamespace(stage_name="other", output=output, attempt=7)

    def write_sync(self, name: str, output: Any, allow_overwrite: bool = False) -> Any:
        return self.entry

    async def write(self, name: str, output: Any, allow_overwrite: bool = False) -> Any:
        raise RuntimeError("another loop")

    def get(self, name: str) -> Any:
        return self.entry

    def keys(self) -> Any:
        raise RuntimeError("dictionary changed size during iteration")


def test_what_a_bag_answers_is_recorded_whatever_it_is(subject: Subject) -> None:
    recorder = Recorder()
    bag = RecordedBag(Strange(subject.output(text="nobody's")), subject, recorder)
    for call in (Call("write", "n", "v", sync=True), Call("get", "n"), Call("keys", "*"), Call("has", "n")):
        bag.call_sync("a", call)
    coroutine = bag.call("a", Call("overwrite", "n", "w"))
    with pytest.raises(StopIteration):
        coroutine.send(None)
    written, got, keys, has, overwritten = [r for r in recorder.records if isinstance(r, Operation)]
    assert written.detail.startswith("attempt 7, with the entry of ") and "'other'" in written.detail
    assert str(got.value).endswith(" of other") and got.detail == "attempt 7"
    assert (keys.outcome, keys.detail, keys.target) == ("fail", "RuntimeError", "*")
    assert (has.outcome, has.detail) == ("fail", "AttributeError")
    assert (overwritten.outcome, overwritten.detail, overwritten.value) == ("fail", "RuntimeError", "w")


@pytest.mark.parametrize(
    ("plant", "check"),
    [
        ("stale-value", "bag_is_linearizable"),
        ("value-or-default", "bag_is_linearizable"),
        ("remembered-absence", "bag_is_linearizable"),
        ("has-without-write-sync", "bag_is_linearizable"),
        ("retries-from-the-third", "bag_reads_are_one_snapshot"),
        ("keys-by-name", "bag_reads_are_one_snapshot"),
    ],
)
def test_a_wrong_answer_of_one_method_fails_its_check_on_one_of_ten_seeds(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, plant: str, check: str
) -> None:
    bag = subject.name("stageflow.context", "OutputBag")
    for name in ("write", "has", "keys", "get_value", "get_retry_stages", "__contains__"):
        monkeypatch.setattr(bag, name, getattr(bag, name))
    apply(plant, subject)
    for seed in range(10):
        ran = replace(order("bag_operations", actors=4, operations=13, names=6), seed=seed)
        if answers(ran, run_native(ran, subject, "inline"))[check] is Answer.FAIL:
            return
    pytest.fail(f"{check} passes with {plant}")


def test_a_value_is_asked_by_every_key_of_every_name_when_all_is_over(subject: Subject) -> None:
    operations = called(run_native(TASKS, subject, "inline"))
    asked = {(o.target, o.detail): o.value for o in operations if o.actor == "final" and o.f == "value"}
    assert len(asked) == 3 * 3
    assert {asked[UNWRITTEN, key] for key in KEYS} == {asked["rank", MISSING]} == {DEFAULT}
    assert asked["rank", NOTHING] is None and str(asked["rank", TEXT]).startswith("task-")


def test_entries_are_looked_at_again_when_all_is_over(subject: Subject) -> None:
    seen = [r for r in run_native(TASKS, subject, "inline").recorder.records if isinstance(r, Fingerprint)]
    first = {r.of: r.digest for r in seen if r.when == "read"}
    assert first == {r.of: r.digest for r in seen if r.when == "later"}
    assert len(first) >= 2
