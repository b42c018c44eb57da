"""derivation_changes_only_what_it_names: a derived snapshot is its parent but for one field."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def derivation_changes_only_what_it_names(evidence: TrialEvidence) -> Verdict:
    """Every with_* method gave a snapshot with the value it was given, and with all else as its parent has it.

    Vacuous where nothing was derived. An empty derivate would pass every check of isolation, and fails here.
    """
    return pairs_agree(evidence, "derivation:", "expected", "derived", "not what was to be expected")


CHECK = CheckSpec(
    "derivation_changes_only_what_it_names", derivation_changes_only_what_it_names, needs=("fingerprint",)
)
