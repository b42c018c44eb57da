"""parent_is_unchanged: deep fingerprints in pairs."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, vacuous

ATTEMPTS = ("mutate_derived", "mutate_inherited")


def parent_is_unchanged(evidence: TrialEvidence) -> Verdict:
    """The deep fingerprint of each parent is the same before and after what was derived from it was changed.

    Vacuous where no parent was fingerprinted or nobody tried to change a derivate.
    """
    if not evidence.operations(*ATTEMPTS):
        return vacuous("nobody tried to change what was derived")
    return pairs_agree(evidence, "parent:", "before", "after", "changed through what was derived from it", ATTEMPTS)


CHECK = CheckSpec("parent_is_unchanged", parent_is_unchanged, needs=("fingerprint",))
