"""wrong_deltas_are_refused: a delta fits the version that it was made from, and no other."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def wrong_deltas_are_refused(evidence: TrialEvidence) -> Verdict:
    """A delta that is applied twice, or whose predecessor is missing, is refused by ValueError, TypeError or KeyError.

    Whatever it would have given: also where that happens to be right, nobody could rely on it. Vacuous where none was
    misapplied.
    """
    tried = evidence.events("delta_misapplied")
    if not tried:
        return vacuous("no delta was misapplied")
    wrong = [e for e in tried if e.fields["ended"] != "refused"]
    if not wrong:
        return passed(f"{len(tried)} misapplied deltas are refused", len(tried))
    lines = [
        f"Delta {e.fields['number']}, {e.fields['how']}: {e.fields['ended']}"
        + (f" ({e.fields['error']})." if e.fields["error"] else ".")
        for e in wrong
    ]
    ways = ", ".join(sorted({f"{e.fields['how']} {e.fields['ended']}" for e in wrong}))
    return failed(f"{len(wrong)} of {len(tried)} misapplied deltas are not refused", len(tried), lines, ways)


CHECK = CheckSpec("wrong_deltas_are_refused", wrong_deltas_are_refused, needs=("delta_misapplied",))
