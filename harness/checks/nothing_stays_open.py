"""nothing_stays_open: what a run may use and has to give back."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous


def nothing_stays_open(evidence: TrialEvidence) -> Verdict:
    """After the run there are no more threads, open file descriptors, tasks, timers and registry entries than before.

    Who looks: native trials and those in fresh processes at threads, descriptors and tasks, the controlled loop at
    timers that are still set, a scenario at what the subject's own interface says of its registries. Vacuous where
    nobody looked. A count cannot tell what is open: of two that changed places nothing is seen.
    """
    counts = evidence.events("open")
    if not counts:
        return vacuous(f"neither driver {evidence.trial.driver} nor scenario {evidence.scenario.family} looks")
    if evidence.trial.ended != "completed":
        return unknown(f"the trial is {evidence.trial.ended}", len(counts))
    more = [e for e in counts if int(e.fields["after"] or 0) > int(e.fields["before"] or 0)]
    if more:
        lines = [
            f"{e.fields['what']}: {e.fields['before']} before, {e.fields['after']} after"
            + (f": {e.fields['which']}" if e.fields.get("which") else "")
            for e in more
        ]
        kinds = ", ".join(sorted({str(e.fields["what"]) for e in more}))
        return failed(f"{len(more)} of {len(counts)} counts are higher than before", len(counts), lines, kinds)
    return passed(f"{len(counts)} of {len(counts)} counts are as before", len(counts))


CHECK = CheckSpec("nothing_stays_open", nothing_stays_open, needs=("open",))
