"""unawaited_errors_are_reported: looks for failures that nobody awaits and nobody is told of."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def unawaited_errors_are_reported(evidence: TrialEvidence) -> Verdict:
    """An error of a hook, a sink or a cleanup, which changes no outcome, is in the log; that of a forgotten task is
    with the event loop.

    Detection: each such error has a text of its own, which is looked for in the framework's log lines from WARNING on
    and in what the event loop is told. Vacuous where nothing of the kind failed. asyncio tells of a forgotten task
    when it is collected; one that lives longer than the trial is not seen.
    """
    hidden = evidence.events("error_hidden")
    if not hidden:
        return vacuous("nothing failed that nobody awaits")
    reported = {str(e.fields["error"]) for e in evidence.events("error_reported")}
    lost = [e for e in hidden if e.fields["error"] not in reported]
    if lost:
        lines = [f"the {e.fields['error']} failed at step {e.at}, and no log line or handler was told." for e in lost]
        kinds = ", ".join(sorted({str(e.fields["what"]) for e in lost}))
        return failed(f"{len(lost)} of {len(hidden)} errors reported to nobody", len(hidden), lines, f"lost: {kinds}")
    return passed(f"{len(hidden)} of {len(hidden)} errors that nobody awaits were reported", len(hidden))


CHECK = CheckSpec(
    "unawaited_errors_are_reported", unawaited_errors_are_reported, needs=("error_hidden", "error_reported")
)
