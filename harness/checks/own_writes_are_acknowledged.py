"""own_writes_are_acknowledged: safety that refuses its users is none."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def own_writes_are_acknowledged(evidence: TrialEvidence) -> Verdict:
    """No write to a name that only one writer uses failed. Vacuous where there was none.

    A write of unknown outcome (its worker died) is no failure. Says nothing about whether the write can be read back:
    that is no_acknowledged_write_is_lost.
    """
    writes = evidence.operations("write")
    if not writes:
        return vacuous("nobody wrote to a name of their own")
    refused = [w for w in writes if w.outcome == "fail"]
    if refused:
        lines = [f"{w.actor}: the first and only write to {w.target!r} raised {w.detail}." for w in refused]
        errors = ", ".join(sorted({w.detail for w in refused}))
        return failed(f"{len(refused)} of {len(writes)} own writes failed", len(writes), lines, f"raised {errors}")
    return passed(f"{len(writes)} of {len(writes)} writes to own names were acknowledged", len(writes))


CHECK = CheckSpec("own_writes_are_acknowledged", own_writes_are_acknowledged, needs=("op:write",))
