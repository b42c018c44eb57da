"""history_is_well_formed: an assumption that every other check rests on."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, passed, unknown
from harness.evidence.records import Operation


def history_is_well_formed(evidence: TrialEvidence) -> Verdict:
    """No operation returns before it was invoked, and none that came back is without its return."""
    operations = [r for r in evidence.records if type(r) is Operation]
    broken = [o for o in operations if not _possible(o)]
    if broken:
        o = broken[0]
        return unknown(f"{len(broken)} impossible operations, the first {o.f}({o.target}) from {o.invoke} to {o.ret}")
    return passed(f"{len(operations)} operations are well formed", len(operations))


def _possible(operation: Operation) -> bool:
    if operation.ret is None:
        return operation.outcome == "unknown"
    return operation.outcome != "unknown" and operation.invoke <= operation.ret


CHECK = CheckSpec("history_is_well_formed", history_is_well_formed)
