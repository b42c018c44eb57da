"""a_cancelled_child_is_stopped: by its id, and with its parent."""

from harness.checks.children import children
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def a_cancelled_child_is_stopped(evidence: TrialEvidence) -> Verdict:
    """A child that is cancelled while it is under way feels it; it does not run to its end as if nothing had been said.

    Vacuous where no child under way was cancelled. A child that ended by itself before it was cancelled is left out.
    """
    asked = {str(e.fields["child"]): e.at for e in evidence.events("child_cancel_asked")}
    under_way = [c for c in children(evidence) if c.name in asked and (c.over is None or c.over > asked[c.name])]
    if not under_way:
        return vacuous("no child under way was cancelled")
    wrong = [
        f"child {c.name} of {c.parent} was cancelled at step {asked[c.name]} and "
        f"{f'{c.how} at step {c.over}' if c.over is not None else 'never ended'}."
        for c in under_way
        if c.how != "cancelled"
    ]
    if wrong:
        reason = f"{len(wrong)} of {len(under_way)} cancelled children were not stopped"
        return failed(reason, len(under_way), wrong, "cancelled child runs on")
    return passed(f"{len(under_way)} of {len(under_way)} cancelled children were stopped", len(under_way))


CHECK = CheckSpec(
    "a_cancelled_child_is_stopped", a_cancelled_child_is_stopped, needs=("child_cancel_asked", "child_over")
)
