"""each_run_ends_in_its_own_way: what a caller gets, for each way in which a run can end."""

from harness.checks.runs import spans
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous

ENDS = {
    "ok": "returned",
    "raise": "raised UnifiedStageExecutionError",
    "fail": "raised UnifiedStageExecutionError",
    "cancel": "raised UnifiedPipelineCancelled",
    "token": "raised UnifiedPipelineCancelled",
    "task": "cancelled",
    "timeout": "cancelled",
    "handle": "raised UnifiedPipelineCancelled",
    "graph": "raised UnifiedPipelineCancelled",
    "ending": "cancelled",
}
"""What the caller of a run gets, by what was done to it."""
DID = {
    "ok": "nothing was done to it",
    "raise": "a stage of it raised",
    "fail": "a stage of it returned FAIL",
    "cancel": "a stage of it returned CANCEL",
    "token": "its token was cancelled",
    "task": "its task was cancelled",
    "timeout": "its caller stopped waiting and cancelled it",
    "handle": "the handle that started it was cancelled",
    "graph": "it was the only live run, and the token of its graph was cancelled",
    "ending": "a stage of it failed, and its task was cancelled while it came to its end",
}


def each_run_ends_in_its_own_way(evidence: TrialEvidence) -> Verdict:
    """A run of which nothing was disturbed returns; a failing stage, CANCEL, its token and a cancelled task each end it
    in the error that is documented for that.

    A stage that is to be stopped goes on for a second, so that a cancellation that comes later is seen as a run that
    returned. Vacuous where no run ended early; UNKNOWN where one did not settle.
    """
    runs = spans(evidence)
    if all(run.way == "ok" for run in runs):
        return vacuous("no run was made to end early", len(runs))
    if any(run.settled is None for run in runs):
        return unknown("a run did not settle", len(runs))
    wrong = [run for run in runs if run.said("how") != ENDS[run.way]]
    if wrong:
        lines = [
            f"Run {run.run} ({run.phase}): {DID[run.way]}, and it {run.said('how')}; expected: {ENDS[run.way]}."
            for run in wrong
        ]
        ways = ", ".join(sorted({run.way for run in wrong}))
        return failed(f"{len(wrong)} of {len(runs)} runs ended in another way", len(runs), lines, f"ending: {ways}")
    return passed(f"{len(runs)} of {len(runs)} runs ended in their own way", len(runs))


CHECK = CheckSpec("each_run_ends_in_its_own_way", each_run_ends_in_its_own_way, needs=("run_began", "run_settled"))
