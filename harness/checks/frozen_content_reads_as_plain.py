"""frozen_content_reads_as_plain: what reading frozen content gives, against plain containers of equal content."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def frozen_content_reads_as_plain(evidence: TrialEvidence) -> Verdict:
    """Reading frozen content by key, get, in, index and iteration gives what plain containers of that content give.

    Compared are the sums of all that was read, so that two errors which make up for each other stay unseen. Vacuous
    where nothing was read. Says nothing about what a read costs: that is `thresholds_hold`.
    """
    reads = evidence.events("content_read")
    if not reads:
        return vacuous("nothing was read")
    wrong = [e for e in reads if e.fields["frozen"] != e.fields["plain"]]
    if wrong:
        lines = [
            f"Stage {e.fields['stage']} read numbers that sum up to {e.fields['frozen']}, and to {e.fields['plain']} "
            "in plain containers of the same content."
            for e in wrong
        ]
        return failed(f"{len(wrong)} of {len(reads)} stages read something else", len(reads), lines, "reads differ")
    return passed(f"{len(reads)} of {len(reads)} stages read what plain containers hold", len(reads))


CHECK = CheckSpec("frozen_content_reads_as_plain", frozen_content_reads_as_plain, needs=("content_read",))
