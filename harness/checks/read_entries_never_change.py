"""read_entries_never_change: deep fingerprints in pairs."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, vacuous


def read_entries_never_change(evidence: TrialEvidence) -> Verdict:
    """Each entry that `get` gave names the same stage, output and attempt when everything is over.

    Vacuous where nothing was overwritten: then there was nothing that could have changed it.
    """
    if not any(op.outcome == "ok" for op in evidence.operations("overwrite")):
        return vacuous("nothing was overwritten")
    return pairs_agree(evidence, "entry:", "read", "later", "changed after it was read")


CHECK = CheckSpec("read_entries_never_change", read_entries_never_change, needs=("fingerprint", "op:overwrite"))
