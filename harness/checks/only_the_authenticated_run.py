"""only_the_authenticated_run: whom the guards in front of a stage let in."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def only_the_authenticated_run(evidence: TrialEvidence) -> Verdict:
    """A stage ran exactly where its guards had to let it run.

    Vacuous unless there was one that had to run and one that had not to. Says nothing about stages without guards, and
    nothing about the validator, which the scenario brings along.
    """
    asked = evidence.events("stage_guarded")
    if {bool(e.fields["lets_in"]) for e in asked} != {True, False}:
        return vacuous("no stage was to run, or none was to be refused", len(asked))
    wrong = [e for e in asked if bool(e.fields["ran"]) is not bool(e.fields["lets_in"])]
    if wrong:
        lines = [f"{e.fields['case']}: the stage {'ran' if e.fields['ran'] else 'did not run'}." for e in wrong]
        kinds = ", ".join(sorted(str(e.fields["case"]) for e in wrong))
        return failed(f"{len(wrong)} of {len(asked)} were let in or kept out wrongly", len(asked), lines, kinds)
    return passed(f"{len(asked)} of {len(asked)} were let in or kept out as they had to be", len(asked))


CHECK = CheckSpec("only_the_authenticated_run", only_the_authenticated_run, needs=("stage_guarded",))
