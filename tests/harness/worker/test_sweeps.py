"""Sweeps: every point is tried, a healthy core passes, and each planted defect is caught by the sweep alone."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from harness.catalogue.faults import FAULT_NAMES
from harness.checks.registry import judge_trial
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import CUT_SHORT, Event, Operation
from harness.findings.tokens import FAULTS
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Fifo
from harness.worker.explore.swept_loop import HANG_STEPS, Disturbance, Fault
from harness.worker.explore.trial import Outcome
from harness.worker.heads import head_of, schedule_digest
from harness.worker.recorder import Recorder
from harness.worker.replay import replay
from harness.worker.scenarios import ASYNC_FAMILIES
from harness.worker.sweeps import disturbance_of, run_disturbed
from harness.worker.trials import Trials
from stageflow.pipeline.cancellation import CleanupRegistry
from stageflow.pipeline.dag import UnifiedStageGraph
from stageflow.pipeline.engine import GraphRun

CHECKS = (
    "run_ends",
    "nothing_is_left_behind",
    "cancellation_is_not_swallowed",
    "cleanups_run_once",
    "every_output_is_golden",
    "every_stage_runs_exactly_once",
    "dependencies_finish_first",
)
GRAPHS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "chain": (("a", ()), ("b", ("a",)), ("c", ("b",))),
    "fan_out": (("a", ()), ("b", ()), ("c", ())),
    "diamond": (("a", ()), ("b", ("a",)), ("c", ("a",)), ("d", ("b", "c"))),
}
SWEEPS = ("cancel_each", "fault_each")


def order(graph: str, driver: str, trials: int = 2000, checks: tuple[str, ...] = CHECKS) -> ScenarioRun:
    stages = tuple(Stage(name, needs, "derive_value") for name, needs in GRAPHS[graph])
    arguments = {"suspensions": 2}
    return ScenarioRun(graph, "pipeline_run", stages, arguments, (driver,), 1, trials, checks, seed=3)


class Swept:
    """All trials of an order, and what the checks say of each."""

    def __init__(self, scenario: ScenarioRun, subject: Subject) -> None:
        self.order = scenario
        self.trials = Trials(scenario, subject)
        self.outcomes = [run() for _, run in self.trials]

    def failing(self) -> Iterator[tuple[str, Outcome]]:
        for outcome in self.outcomes:
            records = outcome.recorder.records
            evidence = TrialEvidence(self.order, head_of(outcome, len(records)), records)
            for check, verdict in judge_trial(evidence, self.order.checks).items():
                if verdict.outcome is Word.FAIL:
                    yield check, outcome

    def failed_checks(self) -> set[str]:
        return {check for check, _ in self.failing()}

    def events(self, name: str) -> list[Event]:
        return [r for o in self.outcomes for r in o.recorder.records if isinstance(r, Event) and r.name == name]


def token_of(outcome: Outcome) -> dict[str, Any]:
    head = head_of(outcome, 0)
    names = ("driver", "strategy", "setting", "salt", "horizon", "engine", "seed", "choices")
    return {**{n: getattr(head, n) for n in names}, "interrupts": head.interrupts, "by": head.by, "fault": head.fault}


@pytest.mark.parametrize("driver", SWEEPS)
@pytest.mark.parametrize("graph", GRAPHS)
def test_the_core_passes_at_every_point(graph: str, driver: str, subject: Subject) -> None:
    swept = Swept(order(graph, driver), subject)
    assert swept.failed_checks() == set()
    assert {o.ended for o in swept.outcomes} == {"completed"}
    counts = [part.split() for part in swept.trials.swept.split(": ")[1].split(", ")]
    assert all(tried == points for tried, _, points, *_ in counts)
    assert sum(int(tried) for tried, *_ in counts) + 2 == len(swept.outcomes)
    assert {o.engine for o in swept.outcomes} == {"inline", "tasks"}


def test_a_run_is_cancelled_at_each_of_its_steps_by_task_and_by_token_and_again(subject: Subject) -> None:
    swept = Swept(order("chain", "cancel_each"), subject)
    done = [o.schedule.disturbance for o in swept.outcomes if o.engine == "tasks"]
    by_task = [d.interrupts for d in done if d and d.by == "task" and len(d.interrupts) == 1]
    by_token = [d.interrupts for d in done if d and d.by == "token"]
    again = [d.interrupts for d in done if d and len(d.interrupts) == 2]
    assert by_task == by_token == [(step,) for step in range(by_task[0][0], by_task[0][0] + len(by_task))]
    assert len(by_task) > 9  # three stages that suspend twice, and two cleanups
    assert len(set(again)) == len(again) > len(by_task)
    assert all(first < second for first, second in again)
    cancels = swept.events("run_cancelled")
    assert {e.fields["by"] for e in cancels} == {"task", "token"}
    ends = {e.fields["how"] for e in swept.events("run_ended")}
    assert ends == {"returned", "cancelled", "raised UnifiedPipelineCancelled"}
    assert {o.schedule.setting for o in swept.outcomes} == {"native", "cancellation"}


def test_every_fault_takes_place_before_every_step_of_every_stage(subject: Subject) -> None:
    swept = Swept(order("diamond", "fault_each"), subject)
    assert swept.trials.swept == "fault_each: 96 of 96 faults"
    seen = [(e.fields["stage"], e.fields["step"], e.fields["kind"]) for e in swept.events("fault_injected")]
    assert sorted(seen) == sorted([(s, n, k) for s in "abcd" for n in range(3) for k in FAULT_NAMES] * 2)
    assert len(swept.events("run_cancelled")) == 24  # each run that hangs is cancelled in the end
    assert {o.schedule.setting for o in swept.outcomes} == {"native", "fault"}
    assert FAULTS == FAULT_NAMES


def test_only_the_faults_that_are_named_are_injected(subject: Subject) -> None:
    swept = Swept(replace(order("diamond", "fault_each"), faults=("hang", "retry")), subject)
    assert swept.trials.swept == "fault_each: 48 of 48 faults"
    assert {e.fields["kind"] for e in swept.events("fault_injected")} == {"hang", "retry"}


def test_a_fault_of_ours_is_no_answer_of_a_bag_that_suspends(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write

    async def suspends(self: Any, *args: Any, **options: Any) -> Any:
        await asyncio.sleep(0)
        return await store(self, *args, **options)

    monkeypatch.setattr(bag, "write", suspends)
    sweep = order("fan_out", "fault_each", checks=("own_writes_are_acknowledged",))
    sweep = replace(sweep, stages=tuple(replace(s, behaviour="write_output") for s in sweep.stages))
    writes = [
        record
        for _, run in Trials(sweep, subject)
        for record in run().recorder.records
        if isinstance(record, Operation) and record.f == "write"
    ]
    assert {w.outcome for w in writes} == {"ok", "unknown"}


def test_more_points_than_trials_are_sampled_by_the_seed(subject: Subject) -> None:
    scenario = order("diamond", "fault_each", trials=12)
    first, again = Swept(scenario, subject), Swept(scenario, subject)
    other = Swept(replace(scenario, seed=4), subject)
    assert first.trials.swept == "fault_each: 10 of 96 faults"
    points = [[o.schedule.disturbance for o in s.outcomes] for s in (first, again, other)]
    assert points[0] == points[1] != points[2]
    assert len(points[0]) == 12


def test_a_budget_that_ends_early_is_said(subject: Subject) -> None:
    assert Swept(order("chain", "cancel_each", trials=2), subject).trials.swept.startswith("cancel_each: 0 of ")
    swept = Swept(order("chain", "cancel_each", trials=100), subject).trials.swept
    assert swept == (
        "cancel_each: 34 of 34 cancellations of the task, 34 of 34 cancellations by the token, "
        "30 of 260 second cancellations"
    )


def test_a_trial_that_was_cut_short_has_no_outcome_and_another_digest(subject: Subject) -> None:
    swept = Swept(order("chain", "cancel_each", trials=50), subject)
    undisturbed, cut = swept.outcomes[:2], swept.outcomes[2:]
    assert {o.outcome for o in cut} == {CUT_SHORT}
    assert len({o.outcome for o in undisturbed}) == 1 and undisturbed[0].outcome != CUT_SHORT
    assert len({(schedule_digest(o.schedule), o.engine) for o in cut}) == len(cut)


Defect = Callable[[pytest.MonkeyPatch], None]


def swallows_the_cancel(monkeypatch: pytest.MonkeyPatch) -> None:
    run = UnifiedStageGraph.run

    async def changed(self: UnifiedStageGraph, ctx: Any) -> Any:
        try:
            return await run(self, ctx)
        except asyncio.CancelledError:
            return {}

    monkeypatch.setattr(UnifiedStageGraph, "run", changed)


def leaves_a_task_alive_between_two_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    end = GraphRun._end_tasks

    async def changed(self: GraphRun) -> list[str]:
        if self._stopped_outside and set(self.state.outputs) == {"a", "b"}:
            return []
        return await end(self)

    monkeypatch.setattr(GraphRun, "_end_tasks", changed)


def loses_a_cleanup_when_cancelled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clean_up = GraphRun._clean_up

    async def changed(self: GraphRun) -> None:
        registry: CleanupRegistry = self.cleanup_registry
        if self._stopped_outside:
            while registry._callbacks:
                await registry._callbacks.pop()[0]()
        await clean_up(self)

    monkeypatch.setattr(GraphRun, "_clean_up", changed)


def hangs_when_a_stage_fails_while_another_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = GraphRun._failed

    def changed(self: GraphRun, stage: Any, error: BaseException) -> None:
        if len(self._tasks) < 2:
            failed(self, stage, error)

    monkeypatch.setattr(GraphRun, "_failed", changed)


DEFECTS: dict[str, tuple[Defect, str, str, set[str]]] = {
    "swallows-the-cancel": (swallows_the_cancel, "chain", "cancel_each", {"cancellation_is_not_swallowed"}),
    "task-alive-at-one-point": (
        leaves_a_task_alive_between_two_stages,
        "fan_out",
        "cancel_each",
        {"nothing_is_left_behind"},
    ),
    "cleanup-lost": (loses_a_cleanup_when_cancelled_again, "diamond", "cancel_each", {"cleanups_run_once"}),
    "hangs-on-failure": (hangs_when_a_stage_fails_while_another_waits, "fan_out", "fault_each", {"run_ends"}),
}


def order_for(graph: str, driver: str, caught_by: set[str], trials: int = 2000) -> ScenarioRun:
    """With cleanups only where they are what is looked for: during them a forgotten task could end by itself."""
    checks = tuple(c for c in CHECKS if c != "cleanups_run_once" or c in caught_by)
    return order(graph, driver, trials, checks)


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_caught_by_the_sweep_and_by_nothing_else(
    name: str, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    defect, graph, driver, caught_by = DEFECTS[name]
    defect(monkeypatch)
    assert Swept(order_for(graph, "native", caught_by), subject).failed_checks() == set()
    assert Swept(order_for(graph, "schedules", caught_by, trials=40), subject).failed_checks() == set()
    assert Swept(order_for(graph, driver, caught_by), subject).failed_checks() == caught_by


def test_a_cleanup_that_only_a_second_cancel_loses_needs_depth_two(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    loses_a_cleanup_when_cancelled_again(monkeypatch)
    failing = [
        o for check, o in Swept(order("chain", "cancel_each"), subject).failing() if check == "cleanups_run_once"
    ]
    disturbances = [o.schedule.disturbance for o in failing]
    assert disturbances and all(d is not None and len(d.interrupts) == 2 for d in disturbances)


@pytest.mark.parametrize("name", DEFECTS)
def test_a_failing_trial_of_a_sweep_replays_to_the_letter(
    name: str, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    defect, graph, driver, caught_by = DEFECTS[name]
    defect(monkeypatch)
    swept = Swept(order_for(graph, driver, caught_by), subject)
    check, outcome = next((c, o) for c, o in swept.failing() if c in caught_by)
    token = token_of(outcome)
    assert disturbance_of(token) == outcome.schedule.disturbance
    again = [replay(swept.order, token, check, subject, other_subject=other)["result"] for other in (False, True)]
    assert again == ["reproduced", "reproduced"]
    longer = {**token, "choices": [*token["choices"], 0]}
    assert replay(swept.order, longer, check, subject)["result"] == "diverged"
    monkeypatch.undo()
    assert replay(swept.order, token, check, subject, other_subject=True)["result"] == "not reproduced"


def fake(body: Callable[[], Awaitable[None]], subject: Subject, monkeypatch: pytest.MonkeyPatch) -> str:
    async def run(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        await body()

    monkeypatch.setitem(ASYNC_FAMILIES, "fake", run)
    scenario = ScenarioRun("p", "fake", (), drivers=("cancel_each",), trials=9)
    swept = Swept(scenario, subject)
    assert len(swept.outcomes) == 2
    return swept.trials.swept


def test_a_scenario_without_a_run_says_so(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    told = fake(lambda: asyncio.sleep(0), subject, monkeypatch)
    assert told == "cancel_each: nothing was tried, the scenario has no run that a sweep can reach"


def test_a_run_that_is_broken_by_itself_is_not_swept(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    async def waits_for_ever() -> None:
        await asyncio.Event().wait()

    told = fake(waits_for_ever, subject, monkeypatch)
    assert told == "cancel_each: nothing was tried, the run without a disturbance is deadlock"


def test_a_hanging_stage_beside_something_that_polls_is_cancelled_all_the_same(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = UnifiedStageGraph.run

    async def polling(self: UnifiedStageGraph, ctx: Any) -> Any:
        task = asyncio.ensure_future(run(self, ctx))
        try:
            while not task.done():
                await asyncio.wait([task], timeout=0.001)
            return task.result()
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task])
            raise

    monkeypatch.setattr(UnifiedStageGraph, "run", polling)
    fault = Disturbance(fault=Fault("b", 1, "hang"))
    scenario = order("chain", "fault_each")
    loop, outcome = run_disturbed("fault_each", scenario, subject, fault, "tasks", Fifo())
    assert outcome.ended == "completed"
    assert HANG_STEPS < loop.steps < HANG_STEPS + 100
    (cancelled,) = [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == "run_cancelled"]
    assert cancelled.fields["by"] == "task"


def test_a_run_that_waits_for_a_timer_is_cancelled_before_time_passes(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = UnifiedStageGraph.run

    async def late(self: UnifiedStageGraph, ctx: Any) -> Any:
        await asyncio.sleep(1000)
        return await run(self, ctx)

    monkeypatch.setattr(UnifiedStageGraph, "run", late)
    scenario = order("chain", "cancel_each")
    alone, _ = run_disturbed("cancel_each", scenario, subject, Disturbance(), "tasks", Fifo())
    loop, outcome = run_disturbed("cancel_each", scenario, subject, Disturbance((alone.first,)), "tasks", Fifo())
    assert (alone.time(), loop.time()) == (1000, 0)
    assert outcome.ended == "completed" and outcome.outcome == CUT_SHORT
