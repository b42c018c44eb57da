"""deltas_change_no_input: making and applying deltas leaves the trees alone that they are made of."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def deltas_change_no_input(evidence: TrialEvidence) -> Verdict:
    """Base, current version, the version that is reached and the delta hold after a delta what they held before it,
    also when the result has been written into. Vacuous where no delta was made.
    """
    return pairs_agree(evidence, "delta_input:", "before", "after", "changed by making or applying a delta")


CHECK = CheckSpec("deltas_change_no_input", deltas_change_no_input, needs=("fingerprint",))
