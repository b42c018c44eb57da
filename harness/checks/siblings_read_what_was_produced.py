"""siblings_read_what_was_produced: a consumer of an output is not reached by what its siblings do to it."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, vacuous


def siblings_read_what_was_produced(evidence: TrialEvidence) -> Verdict:
    """What each consumer read, and what the run returned, has the fingerprint of what the producer gave.

    Vacuous where no sibling tried to change it. Says nothing about keys that the producer did not give.
    """
    attempts = evidence.operations("mutate")
    verdict = pairs_agree(evidence, "sibling:", "produced", "read", "read otherwise", ("mutate",))
    if verdict.outcome is Outcome.PASS and not attempts:
        return vacuous("no sibling tried to change anything", verdict.looked_at)
    return verdict


CHECK = CheckSpec("siblings_read_what_was_produced", siblings_read_what_was_produced, needs=("op:mutate",))
