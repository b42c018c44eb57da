"""children_end_with_their_parent: no child run is under way when the run that spawned it has ended."""

from harness.checks.children import children
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def children_end_with_their_parent(evidence: TrialEvidence) -> Verdict:
    """Every child had ended before its parent had, also where the parent was cancelled while the child was under way.

    A parent may be a child itself. Vacuous where no run with a child was cancelled. Says nothing about how a child
    ended: that is a_cancelled_child_is_stopped.
    """
    every = children(evidence)
    if not every or not evidence.events("parent_cancelled"):
        return vacuous("no run was cancelled while a child of it was under way", len(every))
    over = {c.name: c.over for c in every if c.over is not None}
    over |= {str(e.fields["parent"]): e.at for e in evidence.events("parent_over")}
    wrong = [
        f"child {c.name} of {c.parent}: began at step {c.began}, "
        f"{'had not ended when the trial had' if c.over is None else f'ended at step {c.over}'}, "
        f"its parent ended at step {over[c.parent]}."
        for c in every
        if c.parent in over and (c.over is None or c.over > over[c.parent])
    ]
    if wrong:
        reason = f"{len(wrong)} of {len(every)} children outlived their parent"
        return failed(reason, len(every), wrong, "child outlives its parent")
    return passed(f"{len(every)} of {len(every)} children ended before their parent", len(every))


CHECK = CheckSpec(
    "children_end_with_their_parent", children_end_with_their_parent, needs=("child_began", "child_over", "parent_over")
)
