"""children_can_be_traced: a child run says where it comes from."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous

WITH_A_SPAWN = ("correlation_id", "parent_stage_id")


def children_can_be_traced(evidence: TrialEvidence) -> Verdict:
    """What tells of a child (its context, its events, its result, the tracker) holds the correlation id and the stage
    with which it was spawned, its own run id, that of its parent and that of the root, as far as it holds any of these.

    Where each spawn has a correlation id of its own, one of a sibling is seen. Vacuous where no child ran.
    """
    traces = evidence.events("child_traced")
    if not traces:
        return vacuous("no child ran")
    of_a_spawn = [e for e in traces if e.fields["what"] in WITH_A_SPAWN]
    spawned = {(e.fields["what"], e.fields["ought"]): str(e.fields["child"]) for e in of_a_spawn}
    wrong = [e for e in traces if e.fields["says"] != e.fields["ought"]]
    if not wrong:
        return passed(f"{len(traces)} of {len(traces)} marks of where a child comes from are right", len(traces))
    lines = []
    for e in wrong:
        child, what, says, ought = (str(e.fields[name]) for name in ("child", "what", "says", "ought"))
        whose = spawned.get((what, says), child)
        more = "" if whose == child else f", which is that of child {whose}"
        lines.append(f"child {child}: its {what} is {ought}; {e.fields['where']} says {says or 'none'}{more}.")
    kinds = sorted({f"{e.fields['what']} in {e.fields['where']}" for e in wrong})
    return failed(f"{len(wrong)} of {len(traces)} marks are wrong", len(traces), lines, "; ".join(kinds))


CHECK = CheckSpec("children_can_be_traced", children_can_be_traced, needs=("child_traced",))
