"""nested_containers_are_frozen: immutable all the way down."""

from harness.checks.attempts import no_container_changes
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def nested_containers_are_frozen(evidence: TrialEvidence) -> Verdict:
    """No mutator of any container reachable from snapshot, inputs, outputs and results changed what others see.

    What counts as refused, and what a pass does not say, stands at `no_container_changes`.
    """
    return no_container_changes(evidence, "mutate")


CHECK = CheckSpec("nested_containers_are_frozen", nested_containers_are_frozen, needs=("op:mutate",))
