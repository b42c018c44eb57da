"""The families with several runs on the bundled core: what they record, under which order, and that it repeats."""

import logging
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from harness import bundled
from harness.checks.registry import judge_trial, run_check
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event
from harness.mission import load_mission
from harness.plan import build_plan
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported
from harness.worker.explore.strategies import Pct, RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.forked import run_forked
from harness.worker.heads import head_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.canaries import OWNER, Canaries, Sink, canary_of
from harness.worker.scenarios.overlapping_runs import WAYS, plans_of
from harness.worker.scenarios.retained_runs import BUILT, ENDINGS

HOMES = {
    "overlapping": "CORE-010",
    "own_organisation": "CORE-010",
    "one_id": "CORE-004",
    "minted_runs": "CORE-004",
    "minted_children": "CORE-004",
    "repeating": "CORE-004",
    "children": "CORE-003",
    "many_runs": "CORE-007",
    "late_stage": "ORACLE-002",
    "in_turn": "ORACLE-002",
}


def orders_of(mission: str) -> dict[str, ScenarioRun]:
    loaded = load_mission(bundled.MISSIONS / f"{mission}.yaml", {})
    plan = build_plan(loaded, seed=0, subject="bundled", subject_digest="d", budget_trials=30)
    return {s.id: replace(s, clock="real") for s in plan.scenarios}  # the core has bound the clock of this process


PLANNED = {mission: orders_of(mission) for mission in sorted(set(HOMES.values()))}
ORDERS = {pipeline: PLANNED[mission][pipeline] for pipeline, mission in HOMES.items()}
CONTROLLED = tuple(pipeline for pipeline in HOMES if pipeline != "many_runs")


@pytest.fixture(autouse=True)
def _quiet(root_logger: logging.Logger) -> Iterator[None]:
    """The core tells of each failing stage."""
    root_logger.handlers[:] = [logging.NullHandler()]
    yield


def words(order: ScenarioRun, outcome: Outcome) -> dict[str, Word]:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    records = outcome.recorder.records
    evidence = TrialEvidence(order, head_of(outcome, len(records)), records)
    return {name: verdict.outcome for name, verdict in judge_trial(evidence, order.checks).items()}


def events(outcome: Outcome, name: str) -> list[Event]:
    return [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == name]


@pytest.mark.parametrize("engine", ["inline", "tasks"])
@pytest.mark.parametrize("pipeline", CONTROLLED)
def test_on_stock_asyncio_nothing_fails_in_either_engine(pipeline: str, engine: str, subject: Subject) -> None:
    assert Word.FAIL not in words(ORDERS[pipeline], run_native(ORDERS[pipeline], subject, engine)).values()


@pytest.mark.parametrize("pipeline", CONTROLLED)
@pytest.mark.parametrize("strategy", [RandomWalk(3), Pct(4, 2, 500)], ids=["random", "pct"])
def test_a_schedule_run_again_gives_the_same_records(
    pipeline: str, strategy: RandomWalk | Pct, subject: Subject
) -> None:
    order = ORDERS[pipeline]
    first = run_controlled(order, subject, strategy, 3)
    assert Word.FAIL not in words(order, first).values()
    tape = Tape(first.schedule.choices, first.schedule.setting, first.schedule.salt)  # type: ignore[arg-type]
    again = run_controlled(order, subject, tape, 3)
    assert (again.ended, _repeatable(again)) == ("completed", _repeatable(first))


def _repeatable(outcome: Outcome) -> list[object]:
    """Without what is measured in real time."""
    return [
        (r.name, r.at, {k: v for k, v in r.fields.items() if k != "ms"}) if isinstance(r, Event) else r
        for r in outcome.recorder.records
    ]


def test_every_second_run_ends_early_and_in_every_way() -> None:
    plans = plans_of(ORDERS["overlapping"])
    assert [plan.way == "ok" for plan in plans] == [n % 2 == 0 for n in range(12)]
    assert Counter(plan.way for plan in plans if plan.way != "ok") == Counter(WAYS)
    assert plans == plans_of(ORDERS["overlapping"]) != plans_of(replace(ORDERS["overlapping"], seed=8))


def test_a_run_finds_its_canary_in_every_place(subject: Subject) -> None:
    outcome = run_controlled(ORDERS["overlapping"], subject, RandomWalk(1), 1)
    places = {str(e.fields["place"]).split(" of ")[0].split(" from ")[0] for e in events(outcome, "canary_seen")}
    assert places == {
        "its snapshot",
        "a context variable",
        "the input",
        "event canary",
        "log line",
        "the stage's own object",
        "its error",
        "its cancel token",
        "the result",
        "a result that is read when all runs have ended",
    }


def test_all_runs_are_made_alone_and_beside_each_other(subject: Subject) -> None:
    outcome = run_controlled(ORDERS["overlapping"], subject, RandomWalk(1), 1)
    assert Counter(e.fields["phase"] for e in events(outcome, "run_settled")) == {"alone": 12, "beside": 12}
    assert {e.fields["phase"] for e in events(outcome, "cleanup_started")} == {"alone", "beside"}


def test_every_kind_of_child_is_there(subject: Subject) -> None:
    outcome = run_controlled(ORDERS["children"], subject, RandomWalk(1), 1)
    ends = {str(e.fields["child"]): e.fields["how"] for e in events(outcome, "child_over")}
    assert ends["s0.well"] == ends["s0.well.inner"] == ends["s1.plain"] == "returned"
    assert ends["s1.raises"] == ends["s1.fails"] == "raised"
    assert ends["s0.cancelled"] == ends["orphan"] == ends["orphan.inner"] == "cancelled"
    tried = [(e.fields["level"], e.fields["how"]) for e in events(outcome, "depth_tried")]
    assert tried == [(1, "ran"), (2, "ran"), (3, "ran"), (4, "refused")] * 3


def test_a_subject_without_limits_cannot_run_within_them(monkeypatch: pytest.MonkeyPatch, subject: Subject) -> None:
    pipeline = subject.name("stageflow", "Pipeline")
    build = pipeline.build
    monkeypatch.setattr(pipeline, "build", lambda self: build(self))
    outcome = run_native(ORDERS["late_stage"], subject, "inline")
    assert (outcome.ended, outcome.detail) == ("unsupported", "the subject's Pipeline.build takes no stage_timeout")
    with pytest.raises(Unsupported, match="takes no concurrency"):
        subject.graph(ORDERS["in_turn"].stages, lambda _: None, concurrency=2)


def test_canaries_are_found_in_containers_errors_and_ids() -> None:
    recorder = Recorder()
    canaries = Canaries(recorder)
    canaries.identified_by("t0r0", UUID(int=7))
    error = ValueError(["a", {"b": canary_of("t0r1")}])
    error.__cause__ = RuntimeError(f"because of {canary_of('t0r2')}")
    canaries.look("t9r9", "a place", [{canary_of("t1r1"): 1}, (error,), {UUID(int=7)}, 5, object()])
    found = [r.fields["whose"] for r in recorder.records if isinstance(r, Event)]
    assert sorted(map(str, found)) == ["t0r0", "t0r1", "t0r2", "t1r1"]


def test_a_canary_is_recorded_once_for_each_place_and_finder() -> None:
    recorder = Recorder()
    canaries = Canaries(recorder)
    for run, place in (("a", "x"), ("a", "x"), ("a", "y"), ("b", "x")):
        canaries.look(run, place, canary_of("c"))
    assert len(recorder.records) == 3


def test_log_lines_and_events_belong_to_whose_context_they_come_from() -> None:
    recorder = Recorder()
    canaries = Canaries(recorder)
    log = logging.getLogger("somebody")
    token = OWNER.set("t0r0")
    with canaries.in_log_lines():
        log.error("line of %s", canary_of("t0r0"), extra={"detail": canary_of("t1r0")})
        OWNER.reset(token)
        log.error("nobody's %s", canary_of("t0r0"))
    log.error("later %s", canary_of("t0r0"))
    Sink("t2r2", canaries).try_emit(type="kind", data={"canary": canary_of("t2r2")})
    found = [tuple(r.fields.values()) for r in recorder.records if isinstance(r, Event)]
    assert found == [
        ("t0r0", "log line of somebody", "t0r0"),
        ("t0r0", "log line of somebody", "t1r0"),
        ("t2r2", "event kind", "t2r2"),
    ]


@pytest.mark.usefixtures("small_heap")
def test_objects_are_counted_for_each_ending(subject: Subject) -> None:
    order = replace(ORDERS["many_runs"], arguments={"checkpoints": 10, "runs": 5})
    outcome = run_forked(order, subject, "inline")
    assert Word.FAIL not in words(order, outcome).values()
    counted = Counter(e.fields["ending"] for e in events(outcome, "retained"))
    assert counted == dict.fromkeys(ENDINGS, 10)


@pytest.mark.usefixtures("small_heap")
@pytest.mark.parametrize(("most", "leaks"), [(128, False), (None, True)], ids=["full", "growing"])
@pytest.mark.parametrize("cyclic", [False, True], ids=["plain", "cyclic"])
def test_a_cache_that_is_full_and_replaces_its_entries_is_no_leak(
    most: int | None, leaks: bool, cyclic: bool, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, kept = Subject.run, deque[Any](maxlen=most)

    def remember() -> None:
        entry: list[Any] = [[], []]
        if cyclic:
            entry.append(entry)
        kept.append(entry)

    def fill() -> None:
        for _ in range(128 - len(kept)):
            remember()

    async def remembered(self: Subject, graph: Any, ctx: Any) -> Mapping[str, Any]:
        fill()
        remember()
        return await run(self, graph, ctx)

    fill()  # the cache is full before the first count
    monkeypatch.setattr(Subject, "run", remembered)
    order = replace(ORDERS["many_runs"], arguments={"checkpoints": 12, "runs": 10})
    outcome = run_forked(order, subject, "inline")
    evidence = TrialEvidence(order, head_of(outcome, len(outcome.recorder.records)), outcome.recorder.records)
    verdict = run_check("nothing_is_retained", evidence)
    kinds = {"leak" for _ in range(leaks)}
    assert {part.split(":")[0] for part in verdict.signature.split(", ") if ":" in part} == kinds, verdict


@pytest.mark.usefixtures("small_heap")
def test_what_a_build_leaves_in_a_cycle_waits_for_the_collector(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, order = Subject.graph, replace(ORDERS["many_runs"], arguments={"checkpoints": 10, "runs": 5})

    def circular(self: Subject, *args: Any, **options: Any) -> Any:
        graph = build(self, *args, **options)
        graph.itself = graph
        return graph

    monkeypatch.setattr(Subject, "graph", circular)
    outcome = run_forked(order, subject, "inline")
    evidence = TrialEvidence(order, head_of(outcome, len(outcome.recorder.records)), outcome.recorder.records)
    verdict = run_check("nothing_is_retained", evidence)
    assert verdict.signature == f"cycles: {BUILT}"
    assert verdict.witness[0].startswith(f"Runs that end by {BUILT}: ")
    assert verdict.witness[0].endswith("objects per run wait in cycles (10 counts of 5 runs).")
