"""restored_snapshots_share_nothing: a snapshot that was made of plain data stands alone."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, failed, passed, vacuous


def restored_snapshots_share_nothing(evidence: TrialEvidence) -> Verdict:
    """No mutable object is reachable from a restored snapshot and from its plain data, the live snapshot or another one
    restored from the same data; and edits of one change no other.

    Detection: walks of both object graphs by identity, and deep fingerprints around edits. Frozen objects may be
    shared. Vacuous where nothing was restored.
    """
    walks = evidence.events("restored_walked")
    if not walks:
        return vacuous("nothing was restored")
    shared = evidence.events("restored_shares")
    if shared:
        lines = [f"{e.fields['one']} and {e.fields['other']} are one mutable {e.fields['type']}." for e in shared]
        ways = ", ".join(sorted({str(e.fields["how"]) for e in shared}))
        return failed(f"{len(shared)} mutable objects are on two sides", len(walks), lines, f"shared by {ways}")
    edited = pairs_agree(
        evidence, "restored:", "before", "after", "changed by an edit of another", ("mutate_restored",)
    )
    if edited.outcome is not Outcome.PASS:
        return edited
    objects = sum(int(e.fields["objects"] or 0) for e in walks)
    return passed(f"{len(walks)} pairs, {objects} objects walked, {edited.looked_at} edits", len(walks))


CHECK = CheckSpec("restored_snapshots_share_nothing", restored_snapshots_share_nothing, needs=("restored_walked",))
