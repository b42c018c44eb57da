"""second_init_is_refused: a value object is made once."""

from harness.checks.attempts import every_attempt_is_refused
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def second_init_is_refused(evidence: TrialEvidence) -> Verdict:
    """Calling `__init__` again on a value object raised, each time.

    What counts as refused, and what a pass does not say, stands at `every_attempt_is_refused`.
    """
    return every_attempt_is_refused(evidence, "reinit")


CHECK = CheckSpec("second_init_is_refused", second_init_is_refused, needs=("op:reinit",))
