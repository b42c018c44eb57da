"""rollback_gives_the_version: reading a saved version gives the snapshot that was saved, and not a later one."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def rollback_gives_the_version(evidence: TrialEvidence) -> Verdict:
    """Each version, read back when there are later ones, equals the snapshot that was live when it was written.

    Compared with a fingerprint of that snapshot from that moment, so that nothing is held against itself. Vacuous where
    no version was written.
    """
    return pairs_agree(evidence, "rollback:", "when it was written", "read back", "not the version that was written")


CHECK = CheckSpec("rollback_gives_the_version", rollback_gives_the_version, needs=("fingerprint",))
