"""outcome_is_the_same_under_every_schedule: over all trials of a scenario."""

from collections.abc import Mapping

from harness.checks.construction import stages_come_one_by_one
from harness.checks.verdict import CheckSpec, ScenarioEvidence, Verdict, excluded, failed, passed, unknown, vacuous
from harness.evidence.records import CUT_SHORT, NO_RESULT, STAGE_RAISED, Trial

WITHOUT_RESULT = frozenset(
    {
        *("error", STAGE_RAISED, "refused_io", "limited", "deadlock", "livelock", "hang"),
        *("unsupported", "harness_error", "diverged"),
    }
)
"""What stands in the place of an outcome's digest where a trial gave none."""


def outcome_is_the_same_under_every_schedule(evidence: ScenarioEvidence) -> Verdict:
    """All trials gave the same outputs, whatever the schedule.

    A failure may come from the schedule or from what an earlier trial left in the process; only where no second
    schedule was seen is it said which.

    A stage of the mission that raises in some trials and not in others is a second outcome; one that raises in each is
    none (that is run_ends). UNKNOWN where a trial ended without a result for another reason, and where one schedule
    gave two outcomes: then something else decides, such as a clock, an id or a random number. Vacuous where no trial
    gave a result or fewer than two schedules were seen, excluded where there is no other because each stage depends on
    the one before it.
    Trials in which a sweep disturbed the run are left out.
    Says nothing about whether the outcome is right: that is every_output_is_golden.
    """
    schedules = evidence.distinct_schedules
    outcomes = {outcome: count for outcome, count in evidence.outcomes.items() if outcome != CUT_SHORT}
    total = evidence.count - evidence.outcomes.get(CUT_SHORT, 0)
    results = compared(outcomes)
    if set(results) == {NO_RESULT}:
        return vacuous("no trial gave a result", total)
    if len(results) > 1:
        ranked = sorted(results.items(), key=lambda item: (-item[1], item[0]))
        heads = {t.outcome: t for t in reversed(evidence.trials)}
        lines = [f"{count} of {total} trials {_told(digest)}" + _example(heads.get(digest)) for digest, count in ranked]
        if evidence.unrepeatable:
            return unknown(f"the outcome is not decided by the schedule alone: {evidence.unrepeatable}", total)
        more = "at least " if evidence.distinct_outcomes > len(evidence.outcomes) else ""
        reason = f"{more}{len(ranked)} different outcomes in {total} trials"
        if schedules < 2:  # no schedule but that of asyncio was seen: it cannot be what makes the difference
            return failed(f"{reason} in one order of events", total, lines, "outcome differs without another schedule")
        raises = "whether a stage raises depends on the schedule"
        return failed(reason, total, lines, raises if STAGE_RAISED in results else "outcome depends on the schedule")
    if len(results) < len(outcomes) or any(t.ended != "completed" for t in evidence.trials):
        return unknown("a trial did not end in a result", total)
    if schedules == 1 and stages_come_one_by_one(evidence.scenario):
        return excluded("each stage depends on the one before it, so that there is one schedule only", total)
    if schedules < 2:
        return vacuous(f"{schedules} schedule was seen", total)
    return passed(f"one outcome in {total} trials with {schedules} distinct schedules", total)


def compared(outcomes: Mapping[str, int]) -> dict[str, int]:
    """Of outcomes and how often there was each, those that have to be one."""
    results = {o: count for o, count in outcomes.items() if o not in WITHOUT_RESULT and o != CUT_SHORT}
    if results and STAGE_RAISED in outcomes:
        results[STAGE_RAISED] = outcomes[STAGE_RAISED]
    return results


def _told(outcome: str) -> str:
    return "ended in an error of a stage" if outcome == STAGE_RAISED else f"gave outcome {outcome}"


def _example(trial: Trial | None) -> str:
    if trial is None:
        return "."
    raised = f": {trial.detail}" if trial.outcome == STAGE_RAISED else ""
    return f", first with {trial.strategy} order ({trial.engine}){raised}." if trial.strategy else f"{raised}."


CHECK = CheckSpec("outcome_is_the_same_under_every_schedule", outcome_is_the_same_under_every_schedule, over="scenario")
