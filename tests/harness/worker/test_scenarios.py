"""The scenario families on the bundled core: what they record, and that a schedule repeats it to the letter."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from harness import bundled
from harness.catalogue import PROBES
from harness.evidence.records import Event, Fingerprint, Measure, Operation, Record, Result
from harness.mission import load_mission
from harness.plan import build_plan
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.explore.strategies import RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native, run_threads
from harness.worker.heads import head_of
from harness.worker.plants import apply
from harness.worker.probes import dx
from harness.worker.probes.run import run_probes
from harness.worker.replay import replay
from harness.worker.scenarios import THREAD_FAMILIES
from harness.worker.scenarios.bag import CountSuspensions

SMALL = {
    "parallel_stages": "5",
    "iterations": "1",
    "concurrency_level": "3",
    "concurrent_derivation_depth": "3",
    "forks": "4",
}
MISSION = load_mission(bundled.MISSIONS / "CORE-008.yaml", SMALL)
ORDERS = {
    s.id: s for s in build_plan(MISSION, seed=0, subject="bundled", subject_digest="d", budget_trials=30).scenarios
}
CONTROLLED = [name for name, order in ORDERS.items() if order.family not in THREAD_FAMILIES]


def explored(order: ScenarioRun, subject: Subject, seed: int) -> Outcome:
    outcome = run_controlled(order, subject, RandomWalk(seed), seed)
    assert (outcome.ended, outcome.detail) == ("completed", "")
    return outcome


def events_of(outcome: Outcome) -> list[object]:
    """The records, without what comes from the clock and from chance: a context holds the time at which it was made, a
    child run draws its own id, and a measured time is never the same.
    """
    return [_repeatable(r) for r in outcome.recorder.records]


def _repeatable(record: Record) -> object:
    if isinstance(record, Fingerprint):
        return record.of, record.when
    if isinstance(record, Measure):
        return record.name
    if isinstance(record, Event):
        return record.name, record.at, {k: v for k, v in record.fields.items() if k != "run_id"}
    return record


@pytest.mark.parametrize("name", CONTROLLED)
def test_a_schedule_repeats_a_trial_to_the_letter(subject: Subject, name: str) -> None:
    for seed in range(3):
        first = explored(ORDERS[name], subject, seed)
        again = run_controlled(ORDERS[name], subject, Tape(first.schedule.choices), seed)
        assert (again.ended, again.detail) == ("completed", "")
        assert events_of(again) == events_of(first)


@pytest.mark.parametrize("name", ["stress_concurrent_writes", "context_isolation", "subpipeline_inheritance"])
def test_seeds_give_schedules_of_their_own(subject: Subject, name: str) -> None:
    assert len({explored(ORDERS[name], subject, seed).schedule.choices for seed in range(20)}) == 20


@pytest.mark.parametrize("name", CONTROLLED)
@pytest.mark.parametrize("engine", ["inline", "tasks"])
def test_native_trials_end(subject: Subject, name: str, engine: str) -> None:
    outcome = run_native(ORDERS[name], subject, engine)
    assert (outcome.ended, outcome.detail) == ("completed", "")
    assert outcome.recorder.records


def operations(outcome: Outcome) -> Counter[str]:
    return Counter(r.f for r in outcome.recorder.records if isinstance(r, Operation))


def test_parallel_stages_write_once_each_and_everything_is_read_back(subject: Subject) -> None:
    outcome = explored(ORDERS["stress_concurrent_writes"], subject, 1)
    assert operations(outcome) == {"write": 5, "read": 5}
    events = Counter(r.name for r in outcome.recorder.records if isinstance(r, Event))
    assert events == {"stage_started": 5, "stage_ended": 5, "final_read": 1}
    assert sum(isinstance(r, Result) for r in outcome.recorder.records) == 5


def test_a_hostile_stage_tries_every_kind_of_attempt(subject: Subject) -> None:
    outcome = explored(ORDERS["immutability_verification"], subject, 1)
    assert set(operations(outcome)) == {"assign", "reinit", "mutate", "edit", "bypass"}
    targets = {r.target for r in outcome.recorder.records if isinstance(r, Operation) and r.f == "mutate"}
    for root in ("ctx", "inputs", "output", "results"):
        assert any(t.startswith(root) for t in targets), root
    named = {r.of.split(":")[0] for r in outcome.recorder.records if isinstance(r, Fingerprint)}
    assert named == {"caller", "kept"}


def test_derivations_and_forks_are_walked_and_attacked(subject: Subject) -> None:
    outcome = explored(ORDERS["context_isolation"], subject, 1)
    counts = operations(outcome)
    assert (counts["derive"], counts["fork"]) == (9, 4)
    assert counts["mutate_derived"] > 50
    walks = [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == "graphs_walked"]
    assert {w.fields["how"] for w in walks} >= {"fork", "with_run_id", "with_enrichments"}
    assert all(int(w.fields["objects"] or 0) > 5 for w in walks)


def test_every_stage_runs_a_child_that_attacks(subject: Subject) -> None:
    outcome = explored(ORDERS["subpipeline_inheritance"], subject, 1)
    ended = [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == "child_ended"]
    assert [e.fields["success"] for e in ended] == [True] * 3
    assert operations(outcome)["mutate_inherited"] > 10


def test_threads_contend_and_read_back(subject: Subject) -> None:
    order = ORDERS["thread_writes"]
    outcome = run_threads(order, subject)
    assert (outcome.ended, outcome.detail) == ("completed", "")
    counts = operations(outcome)
    assert counts["write"] == 3 * int(order.arguments["writes"])
    assert counts["write_first"] == 3 * 10
    assert counts["read"] == counts["write"] + 10


def test_a_planted_fault_is_found_and_replayed(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    bag = subject.name("stageflow.context", "OutputBag")
    monkeypatch.setattr(bag, "write", bag.write)
    apply("lost-write", subject)
    order, check = ORDERS["stress_concurrent_writes"], "no_acknowledged_write_is_lost"
    outcome = explored(order, subject, 3)
    head = head_of(outcome, len(outcome.recorder.records))
    token = {"driver": "schedules", "setting": "reorder", "salt": head.salt, "choices": list(head.choices), "seed": 3}
    answer = replay(order, token, check, subject)
    assert (answer["result"], answer["verdict"]) == ("reproduced", "FAIL")
    assert replay(order, token, check, subject) == answer
    assert 0 < len(answer["witness"]) <= 10
    monkeypatch.undo()
    repaired = replay(order, token, check, subject)
    assert repaired["result"] in ("not reproduced", "diverged")


def test_a_stage_of_the_users_own_is_run(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    class Own:
        name = "own"
        kind = "transform"

        async def execute(self, ctx: Any) -> Any:
            await asyncio.sleep(0)
            return subject.output(value="mine")

    monkeypatch.setattr(Subject, "user_stage", lambda self, path: {"mine:Own": Own, "mine:own": Own()}[path])
    order = ScenarioRun("p", "pipeline_run", (Stage("a", (), "mine:Own"), Stage("b", ("a",), "mine:own")))
    records = explored(order, subject, 1).recorder.records
    assert [r.stage for r in records if isinstance(r, Result)] == ["a", "b"]
    assert [r.name for r in records if isinstance(r, Event)] == ["stage_started", "stage_ended"] * 2


@pytest.mark.parametrize(
    ("module", "name", "says"),
    [
        ("stageflow", "Nothing", "the subject has no stageflow.Nothing"),
        ("stageflow.nothing", "X", r"the subject has no module stageflow.nothing \(No module named"),
    ],
    ids=["name", "module"],
)
def test_what_a_subject_lacks_is_named(subject: Subject, module: str, name: str, says: str) -> None:
    with pytest.raises(Unsupported, match=says):
        subject.name(module, name)


def test_the_subject_says_where_it_comes_from(subject: Subject) -> None:
    assert subject.file == str(bundled.CORE.resolve() / "__init__.py")
    assert subject.version[0].isdigit()
    assert subject.engines == ("inline", "tasks")


def test_suspensions_of_a_call_are_counted() -> None:
    async def call(times: int) -> str:
        for _ in range(times):
            await asyncio.sleep(0)
        return "done"

    async def main() -> list[tuple[str, int]]:
        seen = list[tuple[str, int]]()
        for times in (0, 1, 3):
            counted = CountSuspensions(call(times))
            seen.append((await counted, counted.count))
        return seen

    assert asyncio.run(main()) == [("done", 0), ("done", 1), ("done", 3)]


def test_a_cancellation_goes_through_to_the_call_that_is_counted() -> None:
    async def main() -> bool:
        seen = list[str]()

        async def call() -> None:
            try:
                await asyncio.sleep(1000)
            except asyncio.CancelledError:
                seen.append("cancelled")
                raise

        async def wait() -> None:
            await CountSuspensions(call())

        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled() and seen == ["cancelled"]

    assert asyncio.run(main())


def test_every_probe_answers_on_the_bundled_core(subject: Subject) -> None:
    answers = run_probes([p.name for p in PROBES], subject)
    assert [a["name"] for a in answers] == [p.name for p in PROBES]
    not_ok = [a["name"] for a in answers if "bug" in a or a["ok"] is not True or not a["fact"]]
    assert not_ok == ["derived_inputs_are_those_declared"], "which the published behaviour asks for"


def test_a_probe_that_breaks_down_takes_no_other_with_it(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(subject: Subject) -> tuple[bool, str]:
        raise KeyError("x")

    def lacking(subject: Subject) -> tuple[bool, str]:
        raise Unsupported("no stageflow.plus")

    names = [p.name for p in PROBES[:3]]
    monkeypatch.setitem(dx.PROBES, names[0], broken)
    monkeypatch.setitem(dx.PROBES, names[1], lacking)
    first, second, third = run_probes(names, subject)
    assert (first["ok"], first["fact"]) == (None, "the probe failed")
    assert "KeyError: 'x'" in first["bug"]
    assert (second["ok"], second["fact"], "bug" in second) == (None, "no stageflow.plus", False)
    assert third["ok"] is True
