"""every_stage_runs_exactly_once: the order of stages."""

from collections import Counter

from harness.checks.stage_reports import name_of, runs_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def every_stage_runs_exactly_once(evidence: TrialEvidence) -> Verdict:
    """Each stage of the pipeline started once and ended once, in each run. Vacuous where no stage reports its start.

    Where a sweep cut a run short, or a stage failed it, no stage of it may have started or ended twice, and that alone
    passes nothing. A subject may run a stage again that asked for it (the fault `retry`).
    """
    starts = Counter(map(who, evidence.events("stage_started")))
    ends = Counter(map(who, evidence.events("stage_ended")))
    if not starts:
        return vacuous("no stage reported its start")
    names = [
        (run, s.name) for run in runs_of(evidence, "run_started", "stage_started") for s in evidence.scenario.stages
    ]
    cut = runs_of(evidence, "run_cut_short")
    if cut:
        again = any(e.fields["kind"] == "retry" for e in evidence.events("fault_injected"))
        names = [n for n in names if n[0] not in cut or (max(starts[n], ends[n]) > 1 and not again)]
        if not names:
            return vacuous("the run was cut short by a sweep")
    wrong = [
        f"{name_of(n)} started {starts[n]} times and ended {ends[n]} times."
        for n in names
        if (starts[n], ends[n]) != (1, 1)
    ]
    if wrong:
        return failed(f"{len(wrong)} of {len(names)} stages did not run exactly once", len(names), wrong, "stage count")
    return passed(f"{len(names)} of {len(names)} stages ran exactly once", len(names))


CHECK = CheckSpec("every_stage_runs_exactly_once", every_stage_runs_exactly_once, needs=("stage_started",))
