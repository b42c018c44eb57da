"""Attempts to change something: shared by the checks that they are refused."""

import re
from collections.abc import Sequence

from harness.checks.verdict import TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Operation


def no_container_changes(evidence: TrialEvidence, f: str) -> Verdict:
    """No attempt `f` changed what another reader of the same object sees.

    An attempt that raised, or that changed a private copy only, is refused. Vacuous where nothing was tried. Says
    nothing about deliberate bypasses such as object.__setattr__, nor about objects that are no containers.
    """
    attempts = evidence.operations(f)
    if not attempts:
        return vacuous("no mutation was tried")
    breaches = [a for a in attempts if a.outcome == "ok" and a.detail == "changed"]
    if breaches:
        containers = list(dict.fromkeys(b.target for b in breaches))
        reason = f"{len(breaches)} of {len(attempts)} mutation attempts changed {len(containers)} containers"
        return failed(reason, len(attempts), _by_container(breaches), f"container changed: {_roots(breaches)}")
    targets = len({a.target for a in attempts})
    return passed(f"none of {len(attempts)} mutation attempts on {targets} containers changed anything", len(attempts))


def _by_container(breaches: Sequence[Operation]) -> list[str]:
    found: dict[str, list[str]] = {}
    for b in breaches:
        found.setdefault(f"{b.actor} changed {b.target}", []).append(str(b.value))
    return [f"{where} by {', '.join(dict.fromkeys(how))}." for where, how in found.items()]


def _roots(breaches: Sequence[Operation]) -> str:
    """Where the changed containers hang: the path up to its first index, each once, in order."""
    return ", ".join(sorted({re.split(r"[\[{]", b.target, maxsplit=1)[0] for b in breaches}))


def every_attempt_is_refused(evidence: TrialEvidence, f: str) -> Verdict:
    """Every attempt `f` raised. Vacuous where nothing was tried. Says nothing about object.__setattr__."""
    attempts = evidence.operations(f)
    if not attempts:
        return vacuous("nothing was tried")
    accepted = [a for a in attempts if a.outcome == "ok"]
    if accepted:
        lines = [f"{a.actor}: {a.value} of {a.target} was accepted." for a in accepted]
        where = ", ".join(sorted({re.sub(r"\[[^\]]*\]|\{[^}]*\}", "[]", a.target) for a in accepted}))
        return failed(
            f"{len(accepted)} of {len(attempts)} attempts accepted", len(attempts), lines, f"accepted: {where}"
        )
    return passed(f"{len(attempts)} of {len(attempts)} attempts refused", len(attempts))
