"""a_timed_out_stage_is_stopped: what becomes of a stage that takes longer than it may, and of its run."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous
from harness.evidence.records import Event

LATENESS_MS = 250
"""A timer may be late by so much where the schedule delays or reorders, and a stage may take as long to be left."""
PUNCTUAL_MS = 10
"""So late a stage may be left where timers come when they are due: its limit may be looked at from time to time."""
EARLY_MS = {"reorder": 100}
"""So much of the limit may be over when the stage begins, by the setting of the schedule."""
ROUNDING_MS = 1


def a_timed_out_stage_is_stopped(evidence: TrialEvidence) -> Verdict:
    """The run ends in the failure of the late stage, whose cause is a TimeoutError; the stage was left before the run
    ended, by its cancellation, and does nothing afterwards.

    On the controlled loop it is also left at its limit, in virtual time: not before, and where the schedule is the
    native one hardly after. In real time nothing of that is judged.
    Vacuous where no stage was late. UNKNOWN where the end of the run was not recorded.
    """
    limited = evidence.events("stages_limited")
    late = str(limited[0].fields["late"]) if limited else ""
    started = [e for e in evidence.events("stage_started") if e.fields["stage"] == late]
    if not late or not started:
        return vacuous("no stage was late")
    ends = evidence.events("run_ended")
    if not ends:
        return unknown("the end of the run was not recorded", 1)
    left = [e for e in evidence.events("stage_left") if e.fields["stage"] == late]
    limit_ms = int(limited[0].fields["timeout_ms"] or 0)
    wrong = _of_the_run(late, ends[0]) + _of_the_stage(late, ends[0], left, evidence.events("late_stage_went_on"))
    took_ms = _took_ms(started[0], left[0] if left else ends[0])
    wrong += _in_time(late, limit_ms, took_ms, evidence.trial.setting)
    if wrong:
        return failed(f"stage {late} was late and not stopped as it should be", 1, [w for w, _ in wrong], wrong[0][1])
    if took_ms is None:
        return passed(f"stage {late} was stopped; after how long was not measured", 1)
    return passed(f"stage {late} was stopped after {took_ms} ms of virtual time, its limit is {limit_ms} ms", 1)


def _of_the_run(late: str, end: Event) -> list[tuple[str, str]]:
    how, cause, stage = (str(end.fields.get(name)) for name in ("how", "cause", "stage"))
    if not how.startswith("raised"):
        return [(f"Stage {late} took longer than it may, and the run {how}.", "late stage is no failure")]
    if cause != "TimeoutError" or stage != late:
        told = f"the run {how} for stage {stage or 'none'}, by {cause or 'nothing'}: {end.fields.get('says')}"
        return [(f"Stage {late} took longer than it may, and {told}", "another failure")]
    return []


def _of_the_stage(late: str, end: Event, left: list[Event], steps: list[Event]) -> list[tuple[str, str]]:
    after = [e for e in steps if e.at > end.at]
    if after:
        times = f"{len(after)} times after the end of the run, which was step {end.at}"
        return [(f"Stage {late} went on {times}.", "late stage runs on")]
    if not left or left[0].at > end.at:
        return [(f"Stage {late} was not left when the run ended at step {end.at}.", "late stage is not left")]
    if left[0].fields["how"] != "cancelled":
        return [(f"Stage {late} {left[0].fields['how']}, it was not cancelled.", "late stage is not cancelled")]
    return []


def _took_ms(started: Event, left: Event) -> int | None:
    """Virtual milliseconds; None where time was real."""
    began, ended = started.fields.get("at_ms"), left.fields.get("at_ms")
    return ended - began if isinstance(began, int) and isinstance(ended, int) else None


def _in_time(late: str, limit_ms: int, took_ms: int | None, setting: str) -> list[tuple[str, str]]:
    if took_ms is None:
        return []
    told = f"Stage {late} was left after {took_ms} ms, its limit is {limit_ms} ms."
    if took_ms < limit_ms - EARLY_MS.get(setting, 0) - ROUNDING_MS:
        return [(told, "stopped early")]
    if took_ms > limit_ms + (PUNCTUAL_MS if setting == "native" else LATENESS_MS):
        return [(told, "stopped late")]
    return []


CHECK = CheckSpec(
    "a_timed_out_stage_is_stopped", a_timed_out_stage_is_stopped, needs=("stages_limited", "stage_left", "run_ended")
)
