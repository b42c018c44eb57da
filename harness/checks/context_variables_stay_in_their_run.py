"""context_variables_stay_in_their_run: what stages set in a context variable, and who sees it."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def context_variables_stay_in_their_run(evidence: TrialEvidence) -> Verdict:
    """A stage that begins sees what the stage that started its run had set, and nothing that a sibling set; when its
    child run has ended it sees what it set itself.

    Vacuous where fewer than two stages set a variable: then there is nobody to leak from. What a stage's own tasks see
    is Python's doing and not looked at.
    """
    reads = evidence.events("variable_read")
    setters = {e.fields["stage"] for e in reads}
    if len(setters) < 2:
        return vacuous("fewer than two stages set a context variable", len(reads))
    wrong = [e for e in reads if e.fields["says"] != e.fields["ought"]]
    if wrong:
        lines = [
            f"{e.fields['stage']}, {e.fields['where']}: the variable is {_of(e.fields['says'])}, "
            f"and ought to be {_of(e.fields['ought'])}."
            for e in wrong
        ]
        kinds = sorted({str(e.fields["where"]) for e in wrong})
        return failed(
            f"{len(wrong)} of {len(reads)} reads saw another's value", len(reads), lines, f"leak {'; '.join(kinds)}"
        )
    return passed(f"{len(reads)} of {len(reads)} reads saw the right value, of {len(setters)} stages", len(reads))


def _of(value: object) -> str:
    return f"that of {value}" if value else "not set"


CHECK = CheckSpec("context_variables_stay_in_their_run", context_variables_stay_in_their_run, needs=("variable_read",))
