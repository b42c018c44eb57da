"""Whether operations or stages of a trial overlapped; without it a claim about concurrency has no premise."""

from collections.abc import Sequence

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Operation


def first_overlap(operations: Sequence[Operation]) -> tuple[Operation, Operation] | None:
    """Two operations of different actors of which one was invoked before the other returned; O(n log n)."""
    last: Operation | None = None
    for op in sorted(operations, key=lambda o: o.invoke):
        if last is not None and (last.ret is None or op.invoke < last.ret) and op.actor != last.actor:
            return last, op
        if last is None or (last.ret is not None and (op.ret is None or op.ret > last.ret)):
            last = op
    return None


def stages_overlap(evidence: TrialEvidence) -> bool:
    """Whether a stage started before another one that had started was at its end."""
    running = 0
    for event in evidence.events("stage_started", "stage_ended"):
        running += 1 if event.name == "stage_started" else -1
        if running > 1:
            return True
    return False
