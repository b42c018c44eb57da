"""no_acknowledged_write_is_lost: after Jepsen's set checker (Kingsbury, 2013)."""

from collections.abc import Sequence

from harness.checks.construction import one_actor, stages_come_one_by_one
from harness.checks.overlap import first_overlap, stages_overlap
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, unknown, vacuous
from harness.evidence.records import Operation

WRITES = ("write", "write_first")


def no_acknowledged_write_is_lost(evidence: TrialEvidence) -> Verdict:
    """Every write that returned is in the final read, with its own value.

    UNKNOWN when the final read is missing. Vacuous when no write returned or nothing could overlap: neither two writes,
    nor (where no write suspends, so that tasks of one loop cannot be inside one at once) two writing stages. Excluded
    where the writers come one after the other by construction. Says nothing about order: that is linearizability. A
    write of unknown outcome may be there or not, and may have replaced another of its name.
    """
    writes = evidence.operations(*WRITES)
    acknowledged = [w for w in writes if w.outcome == "ok"]
    if not acknowledged:
        return vacuous("no write was acknowledged")
    if not evidence.events("final_read"):
        return unknown("the final read is missing", len(writes))
    read = {r.target: r.value for r in evidence.operations("read")}
    unsettled = {(w.target, w.value) for w in writes if w.outcome == "unknown"}
    lost = [
        w
        for w in acknowledged
        if read.get(w.target) != w.value
        and (w.target, read.get(w.target)) not in unsettled
        and _was_last(w, acknowledged)
    ]
    if lost:
        lines = _witness(lost, acknowledged, read)
        return failed(f"{len(lost)} of {len(acknowledged)} acknowledged writes lost", len(writes), lines, "write lost")
    total = f"{len(acknowledged)} of {len(acknowledged)} acknowledged writes read back with their own value"
    if first_overlap(acknowledged):
        return passed(f"{total}, writes overlapped", len(writes))
    if not any(w.detail == "suspended" for w in acknowledged) and stages_overlap(evidence):
        return passed(f"{total}; no write suspends, so none can overtake another on one loop", len(writes))
    if stages_come_one_by_one(evidence.scenario) or one_actor(evidence.scenario):
        return excluded("its writers come one after the other, so that no two writes can overlap", len(writes))
    return vacuous("no two writes overlapped", len(writes))


def _was_last(write: Operation, acknowledged: Sequence[Operation]) -> bool:
    """No other acknowledged write to the same name began after this one returned (that one may have replaced it)."""
    return not any(
        o is not write and o.target == write.target and write.ret is not None and o.invoke > write.ret
        for o in acknowledged
    )


def _witness(
    lost: Sequence[Operation], acknowledged: Sequence[Operation], read: dict[str, str | int | bool | None]
) -> list[str]:
    first = lost[0]
    lines = [f"{first.actor} called write({first.target!r}) at step {first.invoke}."]
    others = [w for w in acknowledged if w is not first and w.ret is not None and first.ret is not None]
    inside = [w for w in others if first.invoke < (w.ret or 0) < (first.ret or 0)]
    if inside:
        overtaker = inside[-1]
        lines.append(f"Before it returned, {overtaker.actor} finished write({overtaker.target!r}) at {overtaker.ret}.")
    lines.append(f"write({first.target!r}) returned without an error at step {first.ret}.")
    found = "is not in it" if first.target not in read else "is in it with another value"
    lines.append(f"The final read held {len(read)} name{'' if len(read) == 1 else 's'}; {first.target!r} {found}.")
    if len(lost) > 1:
        names = ", ".join(w.target for w in lost[1:6])
        lines.append(f"Lost in the same way: {names}" + (f" and {len(lost) - 6} more." if len(lost) > 6 else "."))
    return lines


CHECK = CheckSpec("no_acknowledged_write_is_lost", no_acknowledged_write_is_lost, needs=("op:write", "op:read"))
