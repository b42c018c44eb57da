"""The family of a bounded sink on the bundled core: what it hands over and what it records."""

import asyncio
from typing import Any

import pytest

from harness.checks.registry import run_check
from harness.checks.verdict import Outcome as Answer
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Operation
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of

ORDER = ScenarioRun("p", "sink_operations", (), arguments={"emitters": 3, "events": 6, "capacity": 2}, seed=1)


def operations(outcome: Outcome) -> list[Operation]:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    return [r for r in outcome.recorder.records if isinstance(r, Operation)]


CHECKS = ("queue_is_linearizable", "a_sink_accounts_for_every_event", "unawaited_errors_are_reported")


def answer(outcome: Outcome) -> Answer:
    records = outcome.recorder.records
    evidence = TrialEvidence(ORDER, head_of(outcome, len(records)), records)
    return max(run_check(name, evidence).outcome for name in CHECKS)


def events(outcome: Outcome, name: str) -> list[Event]:
    return [r for r in outcome.recorder.records if isinstance(r, Event) and r.name == name]


@pytest.mark.parametrize("engine", ["inline", "tasks"])
def test_on_stock_asyncio_what_is_accepted_is_delivered(subject: Subject, engine: str) -> None:
    outcome = run_native(ORDER, subject, engine)
    calls = operations(outcome)
    accepted = {o.value for o in calls if o.f == "enqueue" and o.outcome == "ok"}
    assert accepted <= {o.value for o in calls if o.f == "dequeue"}
    assert calls[-1].actor == "final" and answer(outcome) is Answer.PASS


def test_a_sink_fails_is_stopped_and_goes_on(subject: Subject) -> None:
    outcome = run_native(ORDER, subject, "inline")
    delivered = [o.value for o in operations(outcome) if o.f == "dequeue"]
    assert events(outcome, "error_hidden") and delivered[-3:] == ["late.0", "late.1", None]
    ended, *stuck = events(outcome, "sink_accounted")
    assert ended.fields["begun"] == len(delivered) - 1 > int(ended.fields["taken"] or 0)
    held = {"calls": 4, "interrupted": 0, "begun": 1, "taken": 0, "emitted": 0, "dropped": 4}
    assert [account.fields for account in stuck] == [
        {"sink": name, **held} for name in ("sink that is stopped at once", "sink whose stop is given up")
    ]
    assert events(outcome, "sink_stop_raised") == events(outcome, "sink_emitter_waits") == []


def test_an_emitter_that_nobody_wakes_is_recorded_and_judged(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    emit = sink.emit

    async def waits_for_ever(self: Any, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        if data["event"] == "stuck.waiting":
            await asyncio.get_running_loop().create_future()
        await emit(self, type=type, data=data)

    monkeypatch.setattr(sink, "emit", waits_for_ever)
    outcome = run_native(ORDER, subject, "inline")
    assert len(events(outcome, "sink_emitter_waits")) == 2
    assert answer(outcome) is Answer.FAIL


def test_a_stop_that_raises_is_recorded_and_judged(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    stop = sink.stop

    async def raises(self: object, **options: object) -> None:
        await stop(self, **options)
        raise KeyError("x")

    monkeypatch.setattr(sink, "stop", raises)
    outcome = run_native(ORDER, subject, "inline")
    assert len(events(outcome, "sink_stop_raised")) == 3  # the one that is given up is cancelled, and raises that
    assert answer(outcome) is Answer.FAIL


def test_schedules_pass_repeat_to_the_letter_and_meet_every_outcome(subject: Subject) -> None:
    met = set[tuple[str, str]]()
    for seed in range(20):
        first = run_controlled(ORDER, subject, RandomWalk(seed), seed)
        met |= {(o.f, o.outcome) for o in operations(first)}
        assert answer(first) is Answer.PASS
        again = run_controlled(ORDER, subject, Tape(first.schedule.choices, salt=first.schedule.salt), seed)
        assert again.recorder.records == first.recorder.records
    assert met == {("enqueue", "ok"), ("enqueue", "fail"), ("enqueue", "unknown"), ("dequeue", "ok")}
