"""child_inherits_the_parents_context: deep fingerprints in pairs."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, vacuous


def child_inherits_the_parents_context(evidence: TrialEvidence) -> Verdict:
    """Every inherited value has one fingerprint in parent and child; the child has a run id of its own.

    Vacuous where no child run was started.
    """
    children = evidence.events("child_started")
    if not children:
        return vacuous("no child run was started")
    verdict = pairs_agree(evidence, "inherited:", "parent", "child", "not what the parent holds")
    wrong = [
        f"{c.fields['stage']}: the child's run id is {c.fields['run_id']}, its parent is {c.fields['parent_run_id']}."
        for c in children
        if c.fields["run_id"] == c.fields["expected_parent"] or c.fields["parent_run_id"] != c.fields["expected_parent"]
    ]
    ended = evidence.events("child_ended")
    wrong += [
        f"{e.fields['stage']}: the child run failed: {e.fields['error']}" for e in ended if not e.fields["success"]
    ]
    if wrong:
        return failed(f"{len(wrong)} children with wrong ids or a failed run", len(children), wrong, "child ids")
    return verdict


CHECK = CheckSpec(
    "child_inherits_the_parents_context", child_inherits_the_parents_context, needs=("fingerprint", "child_started")
)
