"""damaged_documents_are_refused: no damage to a saved snapshot is read as something else."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous

WORDS = {"another": "was read as another snapshot", "crashed": "was not refused, reading it crashed"}


def damaged_documents_are_refused(evidence: TrialEvidence) -> Verdict:
    """Every truncation of a document, turned bit and part of another kind is refused by a typed error, or reads as if
    undamaged.

    ValueError, TypeError and KeyError are refusals; other errors are crashes. Compared by deep fingerprints of what was
    read. Says nothing of two errors at once, nor of a change on purpose. Vacuous where nothing was damaged.
    """
    tried = evidence.events("damage_tried")
    total = sum(int(e.fields[word] or 0) for e in tried for word in ("refused", "equal", "another", "crashed"))
    if not total:
        return vacuous("no document was damaged")
    unseen = {(str(e.fields["kind"]), w): int(e.fields[w] or 0) for e in tried for w in WORDS if e.fields[w]}
    if not unseen:
        refused = sum(int(e.fields["refused"] or 0) for e in tried)
        return passed(f"{total} damaged documents: {refused} refused, the others read as if undamaged", total)
    lines = [
        f"{e.fields['kind']}, {e.fields['where']}: it {WORDS[str(e.fields['ended'])]}"
        + (f" ({e.fields['error']})." if e.fields["error"] else ".")
        for e in evidence.events("damage_unseen")
    ]
    reason = f"{sum(unseen.values())} of {total} damaged documents are not refused"
    return failed(reason, total, lines, ", ".join(sorted(f"{kind} {WORDS[word]}" for kind, word in unseen)))


CHECK = CheckSpec("damaged_documents_are_refused", damaged_documents_are_refused, needs=("damage_tried",))
