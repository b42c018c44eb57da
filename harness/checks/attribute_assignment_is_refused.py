"""attribute_assignment_is_refused: the outermost level of immutability."""

from harness.checks.attempts import every_attempt_is_refused
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def attribute_assignment_is_refused(evidence: TrialEvidence) -> Verdict:
    """Setting, adding or deleting an attribute of a frozen value raised, each time.

    What counts as refused, and what a pass does not say, stands at `every_attempt_is_refused`.
    """
    return every_attempt_is_refused(evidence, "assign")


CHECK = CheckSpec("attribute_assignment_is_refused", attribute_assignment_is_refused, needs=("op:assign",))
