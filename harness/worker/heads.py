"""From how a trial went to the record that heads its evidence."""

import hashlib
from dataclasses import asdict
from typing import Any

from harness.checks.verdict import Verdict
from harness.evidence.records import Trial
from harness.worker.explore.trial import Outcome, Schedule


def word(verdict: Verdict) -> str:
    """PASS, UNKNOWN or FAIL; VACUOUS, EXCLUDED or UNSUPPORTED for an UNKNOWN that says nothing of the trial."""
    return verdict.word


def head_of(outcome: Outcome, records: int, words: dict[str, str] | None = None) -> Trial:
    return Trial(
        driver=outcome.driver,
        strategy=outcome.schedule.strategy,
        engine=outcome.engine,
        seed=outcome.seed,
        steps=outcome.schedule.steps,
        ended=outcome.ended,
        outcome=outcome.outcome,
        records=records,
        verdicts=words or {},
        setting=outcome.schedule.setting,
        salt=outcome.schedule.salt,
        horizon=outcome.schedule.horizon,
        choices=list(outcome.schedule.choices),
        schedule=schedule_digest(outcome.schedule),
        duration_us=outcome.duration_us,
        reference_us=outcome.reference_us,
        detail=outcome.detail,
        **_disturbance(outcome.schedule),
    )


def _disturbance(schedule: Schedule) -> dict[str, Any]:
    """The fields of a trial that a sweep disturbed."""
    how = schedule.disturbance
    if how is None:
        return {}
    fault = {} if how.fault is None else asdict(how.fault)
    return {"interrupts": list(how.interrupts), "by": how.by if how.interrupts else "", "fault": fault}


def schedule_digest(schedule: Schedule) -> str:
    """Tells schedules apart: those with the same options taken, and the same order of sets, are one."""
    how = schedule.disturbance
    disturbed = "" if how is None else f":{how.by}:{how.interrupts}:{how.fault}"
    told = f"{schedule.setting == 'latency'}:{schedule.salt}:{schedule.choices}{disturbed}"
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
