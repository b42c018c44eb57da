"""every_stage_runs_exactly_once: the order of stages."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def every_stage_runs_exactly_once(evidence: TrialEvidence) -> Verdict:
    """Each stage of the pipeline started once and ended once. Vacuous where no stage reports its start.

    Where a sweep cut the run short, no stage may have started or ended twice, and that alone passes nothing. A subject
    may run a stage again that asked for it (the fault `retry`).
    """
    starts = Counter(str(e.fields["stage"]) for e in evidence.events("stage_started"))
    ends = Counter(str(e.fields["stage"]) for e in evidence.events("stage_ended"))
    if not starts:
        return vacuous("no stage reported its start")
    names = [s.name for s in evidence.scenario.stages]
    if evidence.cut_short:
        again = any(e.fields["kind"] == "retry" for e in evidence.events("fault_injected"))
        names = [] if again else [n for n in names if max(starts[n], ends[n]) > 1]
        if not names:
            return vacuous("the run was cut short by a sweep")
    wrong = [
        f"stage {n} started {starts[n]} times and ended {ends[n]} times."
        for n in names
        if (starts[n], ends[n]) != (1, 1)
    ]
    if wrong:
        return failed(f"{len(wrong)} of {len(names)} stages did not run exactly once", len(names), wrong, "stage count")
    return passed(f"{len(names)} of {len(names)} stages ran exactly once", len(names))


CHECK = CheckSpec("every_stage_runs_exactly_once", every_stage_runs_exactly_once, needs=("stage_started",))
