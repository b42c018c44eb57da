"""later_edits_change_nothing: deep fingerprints in pairs."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, vacuous


def later_edits_change_nothing(evidence: TrialEvidence) -> Verdict:
    """Snapshot and results are the same before and after caller and stages edit the objects that they handed over.

    Vacuous where no edit went through: then nothing was there to be noticed.
    """
    if not any(e.outcome == "ok" and e.detail == "changed" for e in evidence.operations("edit")):
        return vacuous("no edit of an object that had been handed over went through")
    return pairs_agree(evidence, "kept:", "before", "after", "changed when its first owner edited its own object")


CHECK = CheckSpec("later_edits_change_nothing", later_edits_change_nothing, needs=("fingerprint", "op:edit"))
