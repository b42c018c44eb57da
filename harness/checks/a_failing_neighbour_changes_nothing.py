"""a_failing_neighbour_changes_nothing: each run that goes well, alone and beside runs that do not."""

from harness.checks.runs import RunSpan, overlapped, spans
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous

COMPARED = (("how", "outcome"), ("results", "results"), ("cleanups", "cleanups"))


def a_failing_neighbour_changes_nothing(evidence: TrialEvidence) -> Verdict:
    """A run that is to go well ends in the same way, with the same results and cleanups, whether it is alone or beside
    runs that fail, are cancelled or are given up by their caller.

    Vacuous where no run beside it ended early, or nothing overlapped. UNKNOWN where a run did not settle. Of runs that
    are to end early nothing is compared: how far their stages get is a matter of order.
    """
    beside = spans(evidence, "beside")
    alone = {run.run: run for run in spans(evidence, "alone")}
    pairs = [(alone[run.run], run) for run in beside if run.way == "ok" and run.run in alone]
    failing = [run for run in beside if run.way != "ok"]
    if not pairs or not failing or not overlapped(beside):
        return vacuous("no run went well beside another one that ended early")
    if any(run.settled is None for pair in pairs for run in pair):
        return unknown("a run did not settle", len(pairs))
    wrong = [line for one, other in pairs for line in _differences(one, other)]
    if wrong:
        parts = sorted({part for one, other in pairs for name, part in COMPARED if one.said(name) != other.said(name)})
        lines = [*wrong, f"Beside it: {', '.join(f'{run.run} ({run.way})' for run in failing[:6])}."]
        return failed(
            f"{len(wrong)} differences in {len(pairs)} runs", len(pairs), lines, f"changed: {', '.join(parts)}"
        )
    return passed(f"{len(pairs)} of {len(pairs)} runs are the same alone and beside failing ones", len(pairs))


def _differences(alone: RunSpan, beside: RunSpan) -> list[str]:
    return [
        f"Run {alone.run}, {part}: alone {alone.said(name) or 'none'}, beside others {beside.said(name) or 'none'}."
        for name, part in COMPARED
        if alone.said(name) != beside.said(name)
    ]


CHECK = CheckSpec(
    "a_failing_neighbour_changes_nothing", a_failing_neighbour_changes_nothing, needs=("run_began", "run_settled")
)
