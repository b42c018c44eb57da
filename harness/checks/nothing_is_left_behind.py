"""nothing_is_left_behind: over the trials on the controlled loop, which sees every task."""

from harness.catalogue.drivers import SWEEPS
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous

OBSERVED = ("schedules", *SWEEPS)
LEFT = ("task_left_behind", "unhandled_error")


def nothing_is_left_behind(evidence: TrialEvidence) -> Verdict:
    """When a run has ended, no task of it is alive and no error of it was left to the loop.

    Vacuous for drivers without the controlled loop, where nobody looks. A sweep looks at the moment at which the run
    ends, also where it ends because it was cancelled or a stage failed; else the end of the trial is looked at. A task
    that the author's own stage started counts too: the witness names the task and where it is. An error that nobody
    awaited is seen only where its task was collected before the trial was over.
    """
    trial = evidence.trial
    if trial.driver not in OBSERVED:
        return vacuous(f"tasks are not observed by the driver {trial.driver}")
    if trial.ended != "completed":
        return unknown(f"the trial is {trial.ended}")
    left = evidence.events(*LEFT)
    if not left:
        return passed("no task and no error was left behind", 1)
    tasks = sum(event.name == LEFT[0] for event in left)
    witness = evidence.disturbances() + [
        f"task {e.fields['where']}" if e.name == LEFT[0] else f"{e.fields['message']}: {e.fields['error']}"
        for e in left
    ]
    kinds = sorted({event.name for event in left})
    return failed(f"{tasks} live tasks and {len(left) - tasks} errors were left", 1, witness, " and ".join(kinds))


CHECK = CheckSpec("nothing_is_left_behind", nothing_is_left_behind)
