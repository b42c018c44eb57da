"""callers_objects_are_unchanged: deep fingerprints in pairs."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, vacuous


def callers_objects_are_unchanged(evidence: TrialEvidence) -> Verdict:
    """What the caller passed in has the same deep fingerprint before and after the run."""
    if not evidence.operations("mutate"):
        return vacuous("no stage tried to change anything")
    return pairs_agree(evidence, "caller:", "before", "after", "changed by the run")


CHECK = CheckSpec("callers_objects_are_unchanged", callers_objects_are_unchanged, needs=("fingerprint", "op:mutate"))
