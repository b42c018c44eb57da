"""children_can_be_traced: a child run says where it comes from."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def children_can_be_traced(evidence: TrialEvidence) -> Verdict:
    """The context of a child, and the event that it was spawned, hold the correlation id and the stage of its parent
    with which it was spawned.

    Each spawn has a correlation id of its own, so that one of a sibling is seen. Vacuous where no child ran. The run of
    its parent is run_ids_are_distinct and child_inherits_the_parents_context.
    """
    traces = evidence.events("child_traced")
    if not traces:
        return vacuous("no child ran")
    spawned = {(e.fields["what"], e.fields["ought"]): str(e.fields["child"]) for e in traces}
    wrong = [e for e in traces if e.fields["says"] != e.fields["ought"]]
    if not wrong:
        return passed(f"{len(traces)} of {len(traces)} marks of where a child comes from are right", len(traces))
    lines = []
    for e in wrong:
        child, what, says, ought = (str(e.fields[name]) for name in ("child", "what", "says", "ought"))
        whose = spawned.get((what, says), child)
        more = "" if whose == child else f", which is that of child {whose}"
        lines.append(f"child {child} was spawned with {what} {ought}; {e.fields['where']} says {says or 'none'}{more}.")
    kinds = sorted({f"{e.fields['what']} in {e.fields['where']}" for e in wrong})
    return failed(f"{len(wrong)} of {len(traces)} marks are wrong", len(traces), lines, "; ".join(kinds))


CHECK = CheckSpec("children_can_be_traced", children_can_be_traced, needs=("child_traced",))
