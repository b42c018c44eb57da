"""evidence_is_complete: an assumption that every other check rests on."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, passed, unknown


def evidence_is_complete(evidence: TrialEvidence) -> Verdict:
    """As many records as the trial announced are there. UNKNOWN otherwise: a lost record is not the subject's fault."""
    announced, there = evidence.trial.records, len(evidence.records)
    if announced != there:
        return unknown(f"{there} of {announced} records are there", there)
    return passed(f"{there} of {there} records are there", there)


CHECK = CheckSpec("evidence_is_complete", evidence_is_complete)
