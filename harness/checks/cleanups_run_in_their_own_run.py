"""cleanups_run_in_their_own_run: between the beginning and the end of the run that registered them."""

from harness.checks.runs import RunSpan, overlapped, spans
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event


def cleanups_run_in_their_own_run(evidence: TrialEvidence) -> Verdict:
    """Each cleanup that was started belongs to a run that was under way, and was started in the context of that run.

    The context is a variable that whoever starts a run sets before: it tells whose code called the cleanup, also where
    the neighbour's end comes at the same moment. Vacuous where no cleanup was started or no two runs overlapped. That
    each is started once is cleanups_run_once.
    """
    started = evidence.events("cleanup_started")
    runs = {(run.run, run.phase): run for run in spans(evidence)}
    own = [e for e in started if (e.fields.get("run"), e.fields.get("phase")) in runs]
    if not own:
        return vacuous("no cleanup of a run was started")
    wrong = [line for e in own if (line := _wrong(e, runs[(str(e.fields["run"]), str(e.fields["phase"]))]))]
    if wrong:
        signature = "cleanup of another run" if any("context" in line for line in wrong) else "cleanup outside its run"
        return failed(f"{len(wrong)} of {len(own)} cleanups ran elsewhere", len(own), wrong, signature)
    if not overlapped([run for run in runs.values() if run.phase == "beside"]):
        return vacuous("no two runs were under way at the same time", len(own))
    return passed(f"{len(own)} of {len(own)} cleanups ran in their own run", len(own))


def _wrong(started: Event, run: RunSpan) -> str:
    name, context = started.fields["cleanup"], started.fields.get("context")
    if context != run.run:
        return f"cleanup {name} of run {run.run} was called in the context of run {context or 'none'}."
    if not run.holds(started.at):
        return f"cleanup {name} was started at step {started.at}, and its run {run.run} was not under way then."
    return ""


CHECK = CheckSpec(
    "cleanups_run_in_their_own_run", cleanups_run_in_their_own_run, needs=("cleanup_started", "run_began")
)
