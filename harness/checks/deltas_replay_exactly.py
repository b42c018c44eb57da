"""deltas_replay_exactly: a chain of deltas gives each version that it was made of."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def deltas_replay_exactly(evidence: TrialEvidence) -> Verdict:
    """Each delta, applied to what the deltas before it gave, gives the version that it was made for.

    Edits set, remove, set None, make lists longer and shorter, put equal numbers of other types, and use keys that look
    like a codec's marks. Detection: deep fingerprints, which tell a missing key from None, and 1 from True. Vacuous
    where no delta was applied.
    """
    return pairs_agree(evidence, "delta:", "current", "applied", "not the version that the delta was made for")


CHECK = CheckSpec("deltas_replay_exactly", deltas_replay_exactly, needs=("fingerprint",))
