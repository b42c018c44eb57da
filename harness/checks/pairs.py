"""Pairs of deep fingerprints: shared by the checks that something has not changed."""

import re
from collections.abc import Sequence

from harness.checks.verdict import TrialEvidence, Verdict, failed, passed, unknown, vacuous
from harness.evidence.records import Fingerprint


def pairs_agree(
    evidence: TrialEvidence, prefix: str, first: str, second: str, how: str, culprits: Sequence[str] = ()
) -> Verdict:
    """Everything named `prefix`* has one fingerprint at the moments `first` and `second`; else it is `how`.

    `culprits` are operations that may have done it: the first that changed something stand first in the witness.
    """
    pairs = list(evidence.fingerprints(prefix))
    if not pairs:
        return vacuous(f"nothing named {prefix}* was fingerprinted")
    whole = [(of, seen) for of, seen in pairs if first in seen and second in seen]
    different = [(of, seen) for of, seen in whole if seen[first].digest != seen[second].digest]
    if different:
        did = [o for o in evidence.operations(*culprits) if o.detail == "changed"] if culprits else []
        lines = [f"{o.actor} changed {o.target} ({o.value}) at step {o.invoke}." for o in did[:3]]
        lines += [line for of, seen in different for line in _difference(of, seen[first], seen[second], how)]
        kinds = ", ".join(sorted({_kind(of) for of, _ in different}))
        return failed(f"{len(different)} of {len(pairs)} {how}", len(pairs), lines, f"{how}: {kinds}")
    missing = [of for of, seen in pairs if first not in seen or second not in seen]
    if missing:
        return unknown(f"{missing[0]} was fingerprinted only once ({first} or {second} is missing)", len(pairs))
    return passed(f"{len(pairs)} of {len(pairs)} fingerprints are equal", len(pairs))


def _kind(of: str) -> str:
    """What was fingerprinted, without the names of stages and levels: "parent:snapshot:s1:3" -> "snapshot"."""
    return re.sub(r"[\d\[].*", "", of.split(":")[1])


def _difference(of: str, first: Fingerprint, second: Fingerprint, how: str) -> list[str]:
    """Two lines: what it was and what it became, from shortly before the first character that differs."""
    a, b = first.preview, second.preview
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    start = max(at - 30, 0)
    shown = [f"...{t[start : start + 70]}" if start else t[:70] for t in (a, b)]
    if shown[0] == shown[1]:
        shown = [first.digest, second.digest]
    return [f"{of} {how}:", f"  {first.when}: {shown[0]}", f"  {second.when}: {shown[1]}"]
