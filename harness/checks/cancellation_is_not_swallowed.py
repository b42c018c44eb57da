"""cancellation_is_not_swallowed: how a run that was cancelled from outside ends for whoever awaits it."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous


def cancellation_is_not_swallowed(evidence: TrialEvidence) -> Verdict:
    """Whoever awaits the run gets CancelledError when its task was cancelled before the run had ended.

    Vacuous where it was not cancelled in this way; a run that was cancelled by its own token may end in an error of the
    subject's. UNKNOWN where the end of the run was not recorded: that is run_ends. Says nothing about what the stages
    of the run did.
    """
    cancels = [e for e in evidence.events("run_cancelled") if e.fields["by"] == "task"]
    if not cancels:
        return vacuous("the task of the run was not cancelled")
    ends = evidence.events("run_ended")
    if not ends:
        return unknown("the end of the run was not recorded", len(cancels))
    how, says = ends[0].fields["how"], ends[0].fields.get("says")
    if how != "cancelled":
        steps = " and ".join(str(e.fields["step"]) for e in cancels)
        lines = [f"The run was cancelled after step {steps}, and {how}{f': {says}' if says else ''}."]
        return failed(f"the run {how} although it was cancelled", len(cancels), lines, f"cancelled run {how}")
    return passed("the awaiter of the cancelled run got CancelledError", len(cancels))


CHECK = CheckSpec("cancellation_is_not_swallowed", cancellation_is_not_swallowed, needs=("run_cancelled", "run_ended"))
