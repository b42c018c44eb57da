"""attempts_are_counted: every acknowledged write of a name is one attempt more than the one before."""

from collections.abc import Sequence
from dataclasses import replace

from harness.checks.bag_model import WRITES, attempt_in, is_conflict, premise, sentence
from harness.checks.construction import one_actor
from harness.checks.contradiction import contradiction
from harness.checks.linearizability import by_target, linearize
from harness.checks.models import ATTEMPT_COUNTER
from harness.checks.overlap import first_overlap
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, unknown, vacuous
from harness.evidence.records import Operation


def attempts_are_counted(evidence: TrialEvidence) -> Verdict:
    """For each name the attempts of its acknowledged writes are 1, 2, 3 ... in one order that fits their times, and
    get_attempt_count answers with that number at a moment of its call.

    Of values it says nothing, so that a bag which mixes values up may pass. UNKNOWN where the search ran out of its
    budget. Vacuous where no name was written twice, where no write said its attempt, or where no two writes of one name
    overlapped and one might suspend; excluded where one actor makes all calls. A write of unknown outcome may be an
    attempt or none.
    """
    counted = evidence.operations(*WRITES, "attempts")
    operations = [op for op in counted if not is_conflict(op) and op.outcome != "fail"]
    parts = by_target(operations)
    several = {name: ops for name, ops in parts.items() if len(_acknowledged(ops)) > 1}
    if not several:
        return vacuous("no name was written twice", len(operations))
    for history in parts.values():
        answer = linearize(_as_counter(history), ATTEMPT_COUNTER).linearizable
        if answer is False:
            return _miscounted(history, len(operations))
        if answer is None:
            return unknown("too many orders to try them all", len(operations))
    why = premise(any(first_overlap(_acknowledged(ops)) for ops in several.values()), operations)
    if not why and one_actor(evidence.scenario):
        return excluded("one actor makes all calls, so that no two can overlap", len(operations))
    if not why:
        return vacuous("no two acknowledged writes of one name overlapped", len(operations))
    count = sum(map(len, map(_acknowledged, several.values())))
    return passed(f"{count} writes of {len(several)} names are attempts 1 and upwards; {why}", len(operations))


def _acknowledged(operations: Sequence[Operation]) -> list[Operation]:
    return [op for op in operations if op.f in WRITES and op.outcome == "ok" and attempt_in(op.detail) is not None]


def _as_counter(history: Sequence[Operation]) -> list[Operation]:
    """The history as a counter sees it. A first write of unknown outcome counts only where nothing else was first."""
    return [
        replace(op, f="read" if op.f == "attempts" else "count", value=_answer(op))
        for op in history
        if op.f == "attempts" or op.outcome == "unknown" or attempt_in(op.detail) is not None
    ]


def _answer(op: Operation) -> int | str | bool | None:
    return op.value if op.f == "attempts" else attempt_in(op.detail)


def _miscounted(history: Sequence[Operation], looked_at: int) -> Verdict:
    found = contradiction(_as_counter(history), ATTEMPT_COUNTER)
    told = {(op.actor, op.invoke): sentence(op) for op in history}
    lines = found.lines(ATTEMPT_COUNTER, lambda op: told[op.actor, op.invoke])
    lines = [line.replace("it held", "the attempt was") for line in lines]
    reason = f"the attempts of {found.culprit.target!r} are not counted one by one"
    return failed(reason, looked_at, lines, "attempts miscounted")


CHECK = CheckSpec("attempts_are_counted", attempts_are_counted, needs=("op:write", "op:overwrite"))
