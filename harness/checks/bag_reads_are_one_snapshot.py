"""bag_reads_are_one_snapshot: what looks at the whole bag sees it as it was at one moment."""

from harness.checks.bag_is_linearizable import raised_an_error
from harness.checks.bag_model import BAG, OF_ONE_NAME, OF_THE_BAG, method, premise, raised, sentence
from harness.checks.construction import one_actor
from harness.checks.contradiction import contradiction
from harness.checks.linearizability import by_target, linearize
from harness.checks.overlap import first_overlap
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, unknown, vacuous


def bag_reads_are_one_snapshot(evidence: TrialEvidence) -> Verdict:
    """One order of all operations on all names explains every read of the whole bag (keys, outputs, entries, the
    list of retries, len, to_dict): each shows the state at a moment between its call and its return.

    The whole history is searched, not name by name: a read of several names belongs to none of them. UNKNOWN where
    operations on one name contradict each other already (bag_is_linearizable), and where the search ran out of its
    budget. Vacuous where no read of the whole bag overlapped a write and a write might suspend; excluded where one
    actor makes all calls.
    """
    operations = evidence.operations(*OF_ONE_NAME, *OF_THE_BAG)
    reads = [op for op in operations if op.f in OF_THE_BAG]
    if not reads:
        return vacuous("nothing read a whole bag")
    if wrong := raised(reads):
        return raised_an_error(wrong, len(operations))
    single = [op for op in operations if op.f in OF_ONE_NAME]
    if raised(single) or any(linearize(h, BAG).linearizable is not True for h in by_target(single).values()):
        return unknown("no state to compare with: see bag_is_linearizable", len(operations))
    found = linearize(operations, BAG).linearizable
    if found is None:
        return unknown("too many orders to try them all", len(operations))
    if found is False:
        made_small = contradiction(operations, BAG)
        reason = f"{method(made_small.culprit)} showed what the bag never held at one moment"
        return failed(reason, len(operations), made_small.lines(BAG, sentence), "no moment shows what was read")
    writes = [op for op in single if op.f in ("write", "overwrite") and op.outcome != "fail"]
    why = premise(any(first_overlap([read, *writes]) for read in reads), operations)
    if not why and one_actor(evidence.scenario):
        return excluded("one actor makes all calls, so that no two can overlap", len(operations))
    if not why:
        return vacuous("no read of the whole bag overlapped a write", len(operations))
    return passed(f"{len(reads)} reads of the whole bag each show one moment; {why}", len(operations))


CHECK = CheckSpec("bag_reads_are_one_snapshot", bag_reads_are_one_snapshot, needs=("op:write", "op:keys", "op:outputs"))
