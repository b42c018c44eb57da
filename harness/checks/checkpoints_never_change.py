"""checkpoints_never_change: what was saved holds what it held when it was saved."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def checkpoints_never_change(evidence: TrialEvidence) -> Verdict:
    """Each `to_dict()` of a snapshot holds at the end what it held when it was taken, whatever was edited in between:
    the caller's objects, the live snapshot, another `to_dict()` of the same one, a later version.

    Detection: deep fingerprints. Says nothing of checkpoints that somebody edits himself. Vacuous where none was taken.
    """
    return pairs_agree(
        evidence, "checkpoint:", "when it was taken", "at the end", "changed after it was taken", ("mutate_live",)
    )


CHECK = CheckSpec("checkpoints_never_change", checkpoints_never_change, needs=("fingerprint",))
