"""run_ends: an assumption that every other check rests on."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown


def run_ends(evidence: TrialEvidence) -> Verdict:
    """The run came to its end. FAIL on a deadlock, a livelock, a hang, or an error of the subject.

    An error of the author's own stage, real I/O on the controlled loop, and what a limit refuses to the harness say
    nothing of the subject: UNKNOWN.
    """
    trial = evidence.trial
    if trial.ended in ("deadlock", "livelock", "hang"):
        return failed(f"the run did not end: {trial.ended}", 1, [*evidence.disturbances(), trial.detail], trial.ended)
    if trial.ended == "error":
        return failed("the run ended in an error", 1, trial.detail.splitlines(), f"error {trial.detail.split(':')[0]}")
    if trial.ended == "stage_error":
        return unknown(f"a stage of the mission raised {trial.detail}", 1)
    if trial.ended == "refused_io":
        return unknown(f"needs real I/O: use the driver native for it ({trial.detail.split(',')[0]})", 1)
    if trial.ended == "limited":
        return unknown(f"the harness itself was refused what it needs: {trial.detail}", 1)
    if trial.ended != "completed":
        return unknown(f"the trial is {trial.ended}: {trial.detail}", 1)
    return passed("the run ended", 1)


CHECK = CheckSpec("run_ends", run_ends)
