"""a_refused_stage_is_not_completed: as what a stage counts whose guards did not let it run."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def a_refused_stage_is_not_completed(evidence: TrialEvidence) -> Verdict:
    """No stage that did not run has the status `completed`.

    Vacuous where every stage ran. Says nothing about whether it was right to refuse.
    """
    refused = [e for e in evidence.events("stage_guarded") if not e.fields["ran"]]
    if not refused:
        return vacuous("no stage was refused", 0)
    wrong = [e for e in refused if e.fields["status"] == "completed"]
    if wrong:
        lines = [f"{e.fields['case']}: the stage did not run, and counts as completed." for e in wrong]
        return failed(
            f"{len(wrong)} of {len(refused)} refused stages count as completed", len(refused), lines, "status"
        )
    return passed(f"{len(refused)} of {len(refused)} refused stages count as what they are", len(refused))


CHECK = CheckSpec("a_refused_stage_is_not_completed", a_refused_stage_is_not_completed, needs=("stage_guarded",))
