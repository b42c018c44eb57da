"""child_failures_reach_the_parent: what spawn tells the run that waits for a child."""

from harness.checks.children import children, reasons
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def child_failures_reach_the_parent(evidence: TrialEvidence) -> Verdict:
    """A child that raised gives a result without success that holds its error; one that returned gives success; one
    that was cancelled by its id gives a result without success that holds the reason.

    Vacuous where no child with a result had failed. A child whose parent was cancelled has no result: nobody waits.
    """
    told = {str(e.fields["child"]): e for e in evidence.events("child_result")}
    judged = [(c, told[c.name]) for c in children(evidence) if c.name in told and c.how]
    if all(c.how == "returned" for c, _ in judged):
        return vacuous("no child with a result had failed", len(judged))
    asked = reasons(evidence)
    wrong, kinds = [], set()
    for child, result in judged:
        success, says = result.fields["success"], str(result.fields["says"])
        if success is not (child.how == "returned"):
            wrong.append(f"child {child.name} {child.how}{f': {child.says}' if child.says else ''}.")
            wrong.append(f"  its parent was told success={success}.")
            kinds.add("failure told as success" if success else "success told as failure")
        elif child.how == "raised" and child.says not in says:
            wrong.append(f"child {child.name} raised: {child.says}")
            wrong.append(f"  its parent was told: {says or 'nothing'}")
            kinds.add("error lost")
        elif child.how == "cancelled" and asked.get(child.name, "") not in says:
            wrong.append(f"child {child.name} was cancelled: {asked[child.name]}")
            wrong.append(f"  its parent was told: {says or 'nothing'}")
            kinds.add("reason lost")
    if wrong:
        reason = f"{len(wrong) // 2} of {len(judged)} children of which the parent was told wrongly"
        return failed(reason, len(judged), wrong, "; ".join(sorted(kinds)))
    return passed(f"the parents of {len(judged)} children were told how they ended", len(judged))


CHECK = CheckSpec(
    "child_failures_reach_the_parent", child_failures_reach_the_parent, needs=("child_over", "child_result")
)
