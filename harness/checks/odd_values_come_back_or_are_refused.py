"""odd_values_come_back_or_are_refused: looks for values that change on their way through JSON, and for crashes."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous

WELL = ("comes back", "is refused")


def odd_values_come_back_or_are_refused(evidence: TrialEvidence) -> Verdict:
    """Each value comes back with its content and type, or is refused by a TypeError or ValueError before it is lost.

    Text that holds a word which JSON does not have is no way of coming back, even where the reader takes it; neither is
    another kind of error a refusal. Detection: deep fingerprints, which tell a tuple from a list and 1 from True. Which
    values are refused is the subject's affair. Vacuous where no value was tried.
    """
    tried = evidence.events("odd_value")
    if not tried:
        return vacuous("no odd value was tried")
    wrong = [e for e in tried if e.fields["ended"] not in WELL]
    if not wrong:
        refused = sum(e.fields["ended"] == WELL[1] for e in tried)
        return passed(f"{len(tried) - refused} values come back, {refused} are refused", len(tried))
    ways: dict[tuple[str, str], list[str]] = {}
    for e in wrong:
        ways.setdefault((str(e.fields["kind"]), str(e.fields["ended"])), []).append(str(e.fields["part"]))
    lines = [f"{kind} in {', '.join(dict.fromkeys(parts))}: it {ended}." for (kind, ended), parts in ways.items()]
    reason = f"{len(wrong)} of {len(tried)} values are neither given back nor refused"
    return failed(reason, len(tried), lines, ", ".join(sorted({ended for _, ended in ways})))


CHECK = CheckSpec("odd_values_come_back_or_are_refused", odd_values_come_back_or_are_refused, needs=("odd_value",))
