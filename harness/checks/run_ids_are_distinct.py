"""run_ids_are_distinct: derived contexts stand alone."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def run_ids_are_distinct(evidence: TrialEvidence) -> Verdict:
    """Every forked context carries a run id of its own and names its parent's. Vacuous under two forks."""
    forks = evidence.operations("fork")
    if len(forks) < 2:
        return vacuous("fewer than two contexts were forked")
    seen = Counter(f.target for f in forks)
    wrong = [f"{n} forks carry the run id {run_id}." for run_id, n in seen.items() if n > 1]
    wrong += [f"fork {f.target} carries the run id of its parent." for f in forks if f.target == f.detail]
    wrong += [f"fork {f.target} names {f.value} as its parent, not {f.detail}." for f in forks if f.value != f.detail]
    if wrong:
        return failed(f"{len(wrong)} of {len(forks)} run ids are wrong", len(forks), wrong, "run ids")
    return passed(f"{len(forks)} of {len(forks)} run ids are distinct", len(forks))


CHECK = CheckSpec("run_ids_are_distinct", run_ids_are_distinct, needs=("op:fork",))
