"""inherited_data_is_frozen: a child's view of its parent's data."""

from harness.checks.attempts import no_container_changes
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def inherited_data_is_frozen(evidence: TrialEvidence) -> Verdict:
    """No mutator of a container that a child run inherited changed what its parent sees.

    What counts as refused, and what a pass does not say, stands at `no_container_changes`.
    """
    return no_container_changes(evidence, "mutate_inherited")


CHECK = CheckSpec("inherited_data_is_frozen", inherited_data_is_frozen, needs=("op:mutate_inherited",))
