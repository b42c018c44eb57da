"""own_writes_are_acknowledged: safety that refuses its users is none."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous


def own_writes_are_acknowledged(evidence: TrialEvidence) -> Verdict:
    """Every write to a name that only one writer uses was made and acknowledged.

    UNKNOWN where a name was written twice: then it was nobody's own. Vacuous where there was no such write. A write of
    unknown outcome (its worker died) is no failure. Says nothing about whether the write can be read back: that is
    no_acknowledged_write_is_lost.
    """
    writes = evidence.operations("write")
    if not writes:
        return vacuous("nobody wrote to a name of their own")
    twice = [name for name, count in Counter(w.target for w in writes).items() if count > 1]
    if twice:
        return unknown(f"{len(twice)} names were written more than once, {twice[0]!r} among them", len(writes))
    refused = [w for w in writes if w.outcome == "fail"]
    if refused:
        lines = [f"{w.actor}: the first and only write to {w.target!r} raised {w.detail}." for w in refused]
        errors = ", ".join(sorted({w.detail for w in refused}))
        return failed(f"{len(refused)} of {len(writes)} own writes failed", len(writes), lines, f"raised {errors}")
    ordered = sum(int(e.fields["own"] or 0) for e in evidence.events("writes_ordered"))
    if len(writes) < ordered:
        lines = [f"{ordered} writes were ordered, {len(writes)} were made: a writer ended early without an error."]
        reason = f"{ordered - len(writes)} of {ordered} own writes were never made"
        return failed(reason, len(writes), lines, "not made")
    return passed(f"{len(writes)} of {len(writes)} writes to own names were acknowledged", len(writes))


CHECK = CheckSpec("own_writes_are_acknowledged", own_writes_are_acknowledged, needs=("op:write",))
