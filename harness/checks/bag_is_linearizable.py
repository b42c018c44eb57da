"""bag_is_linearizable: name by name, some order of what was called explains what was answered."""

from collections.abc import Sequence

from harness.checks.bag_model import BAG, OF_ONE_NAME, premise, raised, sentence
from harness.checks.construction import one_actor
from harness.checks.contradiction import contradiction
from harness.checks.linearizability import by_target, linearize
from harness.checks.overlap import first_overlap
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, unknown, vacuous
from harness.evidence.records import Operation


def bag_is_linearizable(evidence: TrialEvidence) -> Verdict:
    """For each name there is one order of its writes and reads, each taking effect at a moment between its call and its
    return, in which every answer is right: values, attempts, conflicts, presence.

    An error other than a conflict is no answer. UNKNOWN where the search ran out of its budget. Vacuous where no two
    operations on one name overlapped and a write might suspend; excluded where one actor makes all calls. Says nothing
    about reads of the whole bag: each name can have an order of its own that they contradict; that is
    bag_reads_are_one_snapshot. Wing, Gong 1993; Lowe 2017; by name after Horn and Kroening 2015.
    """
    operations = evidence.operations(*OF_ONE_NAME)
    if not operations:
        return vacuous("nothing was done with a bag")
    if wrong := raised(operations):
        return raised_an_error(wrong, len(operations))
    parts = by_target(operations)
    out_of_budget = []
    for name, history in parts.items():
        found = linearize(history, BAG).linearizable
        if found is False:
            return _contradiction(history, len(operations))
        if found is None:
            out_of_budget.append(name)
    if out_of_budget:
        names = ", ".join(out_of_budget[:3])
        return unknown(f"too many orders to try them all: {len(out_of_budget)} names ({names})", len(operations))
    why = premise(any(map(first_overlap, parts.values())), operations)
    if not why and one_actor(evidence.scenario):
        return excluded("one actor makes all calls, so that no two can overlap", len(operations))
    if not why:
        return vacuous("no two operations on one name overlapped", len(operations))
    return passed(f"an order explains all {len(operations)} answers about {len(parts)} names; {why}", len(operations))


def raised_an_error(wrong: Sequence[Operation], looked_at: int) -> Verdict:
    """Of a bag that answered with an error which its interface does not allow."""
    kinds = ", ".join(sorted({f"{op.f} raised {op.detail}" for op in wrong}))
    reason = f"{len(wrong)} of {looked_at} operations raised what the interface does not allow"
    return failed(reason, looked_at, [sentence(op) for op in wrong], kinds)


def _contradiction(history: Sequence[Operation], looked_at: int) -> Verdict:
    found = contradiction(history, BAG)
    reason = f"no order explains what was answered about {found.culprit.target!r}"
    return failed(reason, looked_at, found.lines(BAG, sentence), "no order explains the answers")


CHECK = CheckSpec("bag_is_linearizable", bag_is_linearizable, needs=("op:write", "op:get"))
