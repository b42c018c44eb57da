"""no_default_replaces_a_value: looks for `value or default` where the value is false in a condition."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def no_default_replaces_a_value(evidence: TrialEvidence) -> Verdict:
    """0, 0.0, "", False, None and empty containers come back as what they are, by every way in which they are read.

    Detection: each is put in under a key, read with a default of another type, and both are compared by fingerprint.
    Vacuous where none was read.
    """
    return pairs_agree(evidence, "kept:", "put", "got", "not what was put in")


CHECK = CheckSpec("no_default_replaces_a_value", no_default_replaces_a_value, needs=("fingerprint",))
