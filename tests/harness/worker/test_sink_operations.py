"""The family of a bounded sink on the bundled core: what it hands over and what it records."""

import pytest

from harness.checks.registry import run_check
from harness.checks.verdict import Outcome as Answer
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Operation
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk, Tape
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.heads import head_of

ORDER = ScenarioRun("p", "sink_operations", (), arguments={"emitters": 3, "events": 6, "capacity": 2}, seed=1)


def operations(outcome: Outcome) -> list[Operation]:
    assert (outcome.ended, outcome.detail) == ("completed", "")
    return [r for r in outcome.recorder.records if isinstance(r, Operation)]


def answer(outcome: Outcome) -> Answer:
    records = outcome.recorder.records
    return run_check("queue_is_linearizable", TrialEvidence(ORDER, head_of(outcome, len(records)), records)).outcome


@pytest.mark.parametrize("engine", ["inline", "tasks"])
def test_on_stock_asyncio_what_is_accepted_is_delivered(subject: Subject, engine: str) -> None:
    outcome = run_native(ORDER, subject, engine)
    calls = operations(outcome)
    accepted = {o.value for o in calls if o.f == "enqueue" and o.outcome == "ok"}
    assert accepted <= {o.value for o in calls if o.f == "dequeue"}
    assert calls[-1].actor == "final" and answer(outcome) is Answer.PASS


def test_schedules_pass_repeat_to_the_letter_and_meet_every_outcome(subject: Subject) -> None:
    met = set[tuple[str, str]]()
    for seed in range(20):
        first = run_controlled(ORDER, subject, RandomWalk(seed), seed)
        met |= {(o.f, o.outcome) for o in operations(first)}
        assert answer(first) is Answer.PASS
        again = run_controlled(ORDER, subject, Tape(first.schedule.choices, salt=first.schedule.salt), seed)
        assert again.recorder.records == first.recorder.records
    assert met == {("enqueue", "ok"), ("enqueue", "fail"), ("enqueue", "unknown"), ("dequeue", "ok")}
