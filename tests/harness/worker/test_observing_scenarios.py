"""The families observed_run, failing_run and conversions on the bundled core: what they record, and that it repeats."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from harness.checks.registry import judge_trial
from harness.checks.stage_reports import COMPLETING
from harness.checks.verdict import Outcome as Said
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Fingerprint, Record
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore import clock
from harness.worker.explore.strategies import Fifo, RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of
from harness.worker.plants import apply
from harness.worker.recorder import Recorder
from harness.worker.scenarios import failing_run, observed_run
from harness.worker.scenarios.documented import carries_results
from harness.worker.scenarios.generated_values import json_dict, odd_dict, plain_dict
from harness.worker.scenarios.observers import LOGGERS, RUN, reading_logs

LAYERS = tuple(
    Stage(name, dependencies, "act")
    for name, dependencies in [
        ("load", ()),
        ("split", ("load",)),
        ("look", ("load",)),
        ("join", ("split", "look")),
        ("weigh", ("split", "look", "load")),
        ("answer", ("join", "weigh")),
    ]
)
OF_BOTH = (
    "hooks_nest",
    "results_are_what_stages_returned",
    "every_stage_runs_exactly_once",
    "dependencies_finish_first",
)
CHECKS = {
    "observed_run": (
        *OF_BOTH,
        "no_event_is_lost_or_doubled",
        "events_keep_their_order",
        "each_start_has_one_end",
        "records_carry_their_run",
        "durations_are_monotonic",
    ),
    "failing_run": (
        *OF_BOTH,
        "failures_reach_the_awaiter",
        "no_dependent_runs_after_a_failure",
        "finished_outputs_survive_a_failure",
        "unawaited_errors_are_reported",
        "missing_inputs_are_refused",
        "no_default_replaces_a_value",
    ),
    "conversions": ("conversions_are_lossless", "no_default_replaces_a_value"),
}


def order_of(family: str, **changes: Any) -> ScenarioRun:
    fields: dict[str, Any] = {"clock": "virtual" if family == "observed_run" else "real", "checks": CHECKS[family]}
    stages = () if family == "conversions" else LAYERS
    return ScenarioRun("p", family, stages, **{**fields, "arguments": {"samples": 3}, **changes})


@pytest.fixture
def virtual_clock() -> Iterator[None]:
    """Clocks that follow the loop, for a core that looks its clock up when it reads it."""
    clock.follow_the_loop()
    yield
    clock.let_go()


def verdicts(order: ScenarioRun, outcome: Outcome) -> dict[str, Said]:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    head = head_of(outcome, len(outcome.recorder.records))
    judged = judge_trial(TrialEvidence(order, head, outcome.recorder.records), order.checks)
    return {name: verdict.outcome for name, verdict in judged.items()}


def named(outcome: Outcome, *names: str) -> list[Event]:
    return [r for r in outcome.recorder.records if isinstance(r, Event) and r.name in names]


@pytest.mark.parametrize("family", CHECKS)
@pytest.mark.parametrize("engine", ["inline", "tasks"])
def test_every_check_passes_on_stock_asyncio(subject: Subject, family: str, engine: str) -> None:
    order = order_of(family)
    assert set(verdicts(order, run_native(order, subject, engine)).values()) == {Said.PASS}


@pytest.mark.parametrize("family", CHECKS)
def test_every_check_passes_under_schedules_and_seeds(subject: Subject, family: str) -> None:
    for seed in range(4):
        order = order_of(family, seed=seed, clock="real")  # the core has bound the clock of this process
        said = verdicts(order, run_controlled(order, subject, RandomWalk(seed), seed))
        said.pop("durations_are_monotonic", None)
        assert set(said.values()) == {Said.PASS}


@pytest.mark.parametrize("family", CHECKS)
def test_a_schedule_repeats_a_trial_to_the_letter(subject: Subject, family: str) -> None:
    order = order_of(family, clock="real")
    first = run_controlled(order, subject, RandomWalk(1), 1)
    again = run_controlled(order, subject, Tape(first.schedule.choices), 1)
    assert [_repeatable(r) for r in again.recorder.records] == [_repeatable(r) for r in first.recorder.records]


def _repeatable(record: Record) -> object:
    """Without what is measured in real time, and previews that hold the hash order of a set."""
    if isinstance(record, Fingerprint):
        return record.of, record.when, record.digest
    if isinstance(record, Event):
        return record.name, {k: v for k, v in record.fields.items() if k not in ("ms", "shown", "error")}
    return record


def test_one_stage_skips_one_raises_and_the_plan_is_the_seeds(subject: Subject) -> None:
    for seed in range(5):
        plans = observed_run.plans_of(order_of("observed_run", seed=seed))
        assert plans == observed_run.plans_of(order_of("observed_run", seed=seed))
        ends = [plan.ends for plan in plans.values()]
        assert ends.count("skip") == ends.count("raise") == 1
    assert len({str(observed_run.plans_of(order_of("observed_run", seed=s))) for s in range(5)}) == 5


def test_an_observed_run_is_told_everything(subject: Subject) -> None:
    outcome = run_controlled(order_of("observed_run", clock="real"), subject, Fifo(), 0)
    channels = {e.fields["channel"] for e in named(outcome, "event_received")}
    assert channels == {"context", "current sink", "artifact", "output event"}
    assert {e.fields["status"] for e in named(outcome, "told")} >= {"started", "completed", "failed", "skipped"}
    assert {e.fields["graph"] for e in named(outcome, "run_started")} == {"unified graph", "StageGraph"}
    assert {e.fields["logger"] for e in named(outcome, "log_line") if e.fields["promised"]} == {
        "stage_interceptor",
        "stage_metrics",
    }
    assert len(named(outcome, "sink_counted")) == 1


def test_virtual_naps_are_long_and_bound_both_ways(subject: Subject, virtual_clock: None) -> None:
    outcome = run_controlled(order_of("observed_run"), subject, Fifo(), 0)
    durations = named(outcome, "duration")
    assert max(int(e.fields["at_least_ms"] or 0) for e in durations) >= 1250
    assert all(e.fields["at_most_ms"] is not None for e in durations)


def test_a_duration_that_is_not_reported_is_recorded_as_missing(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = observed_run._Unified.results

    async def forgets(self: Any) -> dict[str, tuple[str, Any, int | None]]:
        return {name: (status, data, None) for name, (status, data, _) in (await measured(self)).items()}

    monkeypatch.setattr(observed_run._Unified, "results", forgets)
    order = order_of("observed_run")
    outcome = run_native(order, subject, "inline")
    missing = [e for e in named(outcome, "duration") if e.fields["ms"] is None]
    assert {e.fields["stage"] for e in missing} == {stage.name for stage in LAYERS}
    assert verdicts(order, outcome)["durations_are_monotonic"] is Said.FAIL


def test_each_way_of_ending_is_run_and_ends_as_documented(subject: Subject) -> None:
    outcome = run_controlled(order_of("failing_run"), subject, Fifo(), 0)
    ends = {e.fields["way"]: e.fields["how"] for e in named(outcome, "run_finished")}
    failed = dict.fromkeys(("raise", "fail", "not_a_dict", "own_cancel"), "raised UnifiedStageExecutionError")
    assert ends == {
        **dict.fromkeys(COMPLETING, "returned"),
        **failed,
        "cancel": "raised UnifiedPipelineCancelled",
        "outside": "raised CancelledError",
    }
    assert {e.fields["what"] for e in named(outcome, "error_hidden")} == {*failing_run.HIDDEN}


def test_the_place_of_the_fault_is_drawn_among_stages_that_others_need() -> None:
    culprits = {p.culprit for seed in range(9) for p in failing_run.plans_of(order_of("failing_run", seed=seed))}
    assert culprits == {"load", "split", "look", "join", "weigh"}


def test_something_has_finished_before_the_fault_of_a_run_that_cancels_itself() -> None:
    plans = [p for seed in range(9) for p in failing_run.plans_of(order_of("failing_run", seed=seed))]
    assert "load" not in {p.culprit for p in plans if p.way == "cancel"}
    assert "load" in {p.culprit for p in plans if p.way == "fail"}


def test_each_kind_of_error_is_raised_in_a_run_of_its_own_with_a_text_of_its_own() -> None:
    plans = [p for p in failing_run.plans_of(order_of("failing_run")) if p.way == "raise"]
    faults = [failing_run.FAULTS[p.fault](p.token) for p in plans]
    assert [type(f) for f in faults] == [
        failing_run.StageFault,
        failing_run.StageTimeout,
        failing_run.StageKeyMissing,
        failing_run.StageFaults,
    ]
    assert len({p.run for p in plans} | {p.token for p in plans}) == 2 * len(plans)
    assert all(p.token in str(f) for p, f in zip(plans, faults, strict=True))


def test_an_error_has_results_where_its_class_has_a_place_for_them(subject: Subject) -> None:
    ends = named(run_native(order_of("failing_run"), subject, "inline"), "run_finished")
    due = {e.fields["way"]: (e.fields["results_due"], e.fields["carries_results"]) for e in ends if "stage" in e.fields}
    assert due == {
        **dict.fromkeys(("raise", "fail", "cancel", "not_a_dict", "own_cancel"), (True, True)),
        "outside": (False, False),
    }


def test_only_the_error_of_a_failed_stage_may_have_no_results(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Bare(Exception):
        def __init__(self, stage: str, original: Exception) -> None:
            super().__init__(stage, original)

    assert carries_results("UnifiedStageExecutionError", subject)
    for name in ("UnifiedStageExecutionError", "UnifiedPipelineCancelled"):
        monkeypatch.setattr(f"stageflow.{name}", Bare)
    assert not carries_results("UnifiedStageExecutionError", subject)
    assert carries_results("UnifiedPipelineCancelled", subject)
    assert not carries_results("CancelledError", subject)


@pytest.mark.parametrize(
    ("plant", "check"),
    [
        ("cancel-told-as-failure", "failures_reach_the_awaiter"),
        ("bare-errors", "finished_outputs_survive_a_failure"),
        ("key-error-skips", "failures_reach_the_awaiter"),
    ],
)
def test_a_run_that_ends_in_the_wrong_way_fails_under_any_seed(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, plant: str, check: str
) -> None:
    for owner, method in (("Pipeline", "with_stage"), ("UnifiedStageGraph", "run")):
        kind = subject.name("stageflow" if owner == "Pipeline" else "stageflow.pipeline.dag", owner)
        monkeypatch.setattr(kind, method, getattr(kind, method))
    apply(plant, subject)
    for seed in range(3):
        order = order_of("failing_run", seed=seed)
        assert verdicts(order, run_native(order, subject, "inline"))[check] is Said.FAIL


@pytest.mark.parametrize("kind", [TimeoutError, KeyError, ExceptionGroup])
def test_a_subject_that_swallows_one_kind_of_error_is_found(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    order = order_of("failing_run")
    assert verdicts(order, run_native(order, subject, "inline"))["failures_reach_the_awaiter"] is Said.PASS
    execute = failing_run._Run._stage

    async def swallows(self: Any, stage: Stage, ctx: Any) -> Any:
        try:
            return await execute(self, stage, ctx)
        except kind:
            return subject.name("stageflow", "StageOutput").ok({})

    monkeypatch.setattr(failing_run._Run, "_stage", swallows)
    assert verdicts(order, run_native(order, subject, "inline"))["failures_reach_the_awaiter"] is Said.FAIL


def test_conversions_come_back_and_are_refused(subject: Subject) -> None:
    outcome = run_native(order_of("conversions"), subject, "inline")
    conversions = named(outcome, "conversion")
    assert {e.fields["ended"] for e in conversions} == {"comes back", "is refused"}
    assert len({e.fields["way"] for e in conversions}) == 76


def test_generated_values_are_drawn_and_of_their_kind() -> None:
    import json
    import random

    for seed in range(50):
        assert str(plain_dict(random.Random(seed))) == str(plain_dict(random.Random(seed)))
        value = json_dict(random.Random(seed))
        assert json.loads(json.dumps(value)) == value
        assert "odd" in odd_dict(random.Random(seed))


def test_log_lines_are_read_at_every_level_and_loggers_are_put_back(root_logger: logging.Logger) -> None:
    recorder, kept = Recorder(), list[str]()
    handler = logging.Handler()
    handler.emit = lambda record: kept.append(record.getMessage())  # type: ignore[method-assign]
    root_logger.handlers[:] = [handler]
    root_logger.setLevel(logging.WARNING)
    logger = logging.getLogger(LOGGERS[1])
    before = (logger.level, logger.propagate, list(logger.handlers))
    RUN.set("r7")
    with reading_logs(recorder, {"fault<1>": "the fault"}):
        logger.info("one")
        logger.error("two fault<1>")
    RUN.set("")
    assert (logger.level, logger.propagate, list(logger.handlers)) == before
    assert kept == ["two fault<1>"]
    lines = [r for r in recorder.records if isinstance(r, Event)]
    assert [(r.name, r.fields.get("run"), r.fields.get("error")) for r in lines] == [
        ("log_line", "r7", None),
        ("log_line", "r7", None),
        ("error_reported", None, "the fault"),
    ]
