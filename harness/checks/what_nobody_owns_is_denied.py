"""what_nobody_owns_is_denied: a guard that is asked about a resource without a tenant."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def what_nobody_owns_is_denied(evidence: TrialEvidence) -> Verdict:
    """Every guard allowed its tenant's own resource, and denied that of another tenant and that of nobody.

    Vacuous where no guard was asked about all three. Says nothing about code that asks no guard.
    """
    asked = evidence.events("access_asked")
    owners = {e.fields["owner"] for e in asked}
    if len(owners) < 3:
        return vacuous("no guard was asked about a resource of each kind", len(asked))
    wrong = [e for e in asked if bool(e.fields["allowed"]) is not (e.fields["owner"] == "its own tenant")]
    if wrong:
        lines = [
            f"{e.fields['guard']} {'allowed' if e.fields['allowed'] else 'denied'} a resource of {e.fields['owner']}."
            for e in wrong
        ]
        kinds = ", ".join(sorted({f"{e.fields['guard']}: {e.fields['owner']}" for e in wrong}))
        return failed(f"{len(wrong)} of {len(asked)} answers are wrong", len(asked), lines, kinds)
    return passed(f"{len(asked)} of {len(asked)} answers are right", len(asked))


CHECK = CheckSpec("what_nobody_owns_is_denied", what_nobody_owns_is_denied, needs=("access_asked",))
