"""queue_is_linearizable: a bounded queue gives what it accepted, once and in order; it refuses only when full."""

from collections.abc import Sequence

from harness.checks.contradiction import contradiction
from harness.checks.linearizability import linearize
from harness.checks.models import queue
from harness.checks.overlap import first_overlap
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous
from harness.evidence.records import Operation

FULL = "full"


def queue_is_linearizable(evidence: TrialEvidence) -> Verdict:
    """One order of all that was handed over and all that came out, each at a moment between its call and its return, is
    that of a queue of the scenario's `capacity`: first in, first out, nothing lost or doubled, refused only when full.

    What was cancelled while it was handed over may come out or not. UNKNOWN where the search ran out of its budget, and
    where nobody looked, after all was accepted, until nothing was left: what is still inside may be lost. Vacuous where
    nothing was accepted, or nothing overlapped. Says nothing of who of several that wait comes first.
    """
    operations = evidence.operations("enqueue", "dequeue")
    if not any(op.f == "enqueue" and op.outcome == "ok" for op in operations):
        return vacuous("nothing was handed to a queue", len(operations))
    wrong = [op for op in operations if op.outcome == "fail" and op.detail != FULL]
    if wrong:
        kinds = ", ".join(sorted({f"{op.f} raised {op.detail}" for op in wrong}))
        return failed(f"{len(wrong)} calls raised an error", len(operations), [_sentence(op) for op in wrong], kinds)
    capacity = int(evidence.scenario.arguments["capacity"])
    model = queue(capacity)
    found = linearize(operations, model).linearizable
    if found is None:
        return unknown("too many orders to try them all", len(operations))
    if found is False:
        lines = contradiction(operations, model).lines(model, _sentence)
        reason = f"no order of a queue of {capacity} explains what was answered"
        return failed(reason, len(operations), lines, "no order of a queue")
    if not _seen_empty(operations):
        return unknown("nobody looked at the end whether anything was left in the queue", len(operations))
    if not first_overlap(operations):
        return vacuous("no two operations overlapped", len(operations))
    return passed(f"an order of a queue explains all {len(operations)} calls", len(operations))


def _seen_empty(operations: Sequence[Operation]) -> bool:
    """Whether a look that found nothing began when all that was accepted had been accepted."""
    accepted = max(op.ret or 0 for op in operations if op.f == "enqueue" and op.outcome == "ok")
    return any(
        op.f == "dequeue" and op.outcome == "ok" and op.value is None and op.invoke > accepted for op in operations
    )


def _sentence(op: Operation) -> str:
    when = f"between step {op.invoke} and step {op.ret}"
    if op.f == "dequeue":
        return f"{op.value!r} came out {when}." if op.value is not None else f"Nothing was left {when}."
    if op.ret is None:
        return f"{op.actor} handed over {op.value!r} at step {op.invoke} and was cancelled."
    if op.outcome == "fail":
        return f"{op.actor} handed over {op.value!r} {when}; it was refused ({op.detail})."
    return f"{op.actor} handed over {op.value!r} {when}; it was accepted."


CHECK = CheckSpec("queue_is_linearizable", queue_is_linearizable, needs=("op:enqueue", "op:dequeue"))
