"""read_entries_never_change: deep fingerprints in pairs."""

from collections.abc import Iterable

from harness.checks.bag_model import attempt_in
from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, vacuous
from harness.evidence.records import Operation


def read_entries_never_change(evidence: TrialEvidence) -> Verdict:
    """Each entry that `get` gave names the same stage, output and attempt when everything is over.

    Vacuous where no name was overwritten after an entry of it was read, which a later attempt shows: then there was
    nothing that could have changed one.
    """
    verdict = pairs_agree(evidence, "entry:", "read", "later", "changed after it was read")
    if verdict.outcome is not Outcome.PASS:
        return verdict
    last = _last_attempts(evidence.operations("overwrite"))
    read = [of.split(":") for of, _ in evidence.fingerprints("entry:")]
    if not any(int(attempt) < last.get(name, 0) for _, _, _, name, attempt in read):
        return vacuous("no entry that was read was overwritten later", verdict.looked_at)
    return verdict


def _last_attempts(overwrites: Iterable[Operation]) -> dict[str, int]:
    """For each name the highest attempt that an overwrite was told."""
    last: dict[str, int] = {}
    for op in overwrites:
        if op.outcome == "ok":
            last[op.target] = max(last.get(op.target, 0), attempt_in(op.detail) or 0)
    return last


CHECK = CheckSpec("read_entries_never_change", read_entries_never_change, needs=("fingerprint", "op:overwrite"))
