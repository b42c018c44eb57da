"""dependencies_finish_first: the order of stages."""

from harness.checks.construction import no_stage_depends_on_another
from harness.checks.stage_reports import Who, name_of, runs_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, vacuous


def dependencies_finish_first(evidence: TrialEvidence) -> Verdict:
    """No stage started before every stage it depends on had ended. Vacuous where no stage that started depends on
    another, excluded where none of the graph does.

    Judged in each run of the trial. Of a stage that runs several times in one run the first start and the first end
    count: the others are the business of `every_stage_runs_exactly_once`.
    """
    ended = _first(evidence, "stage_ended")
    started = _first(evidence, "stage_started")
    edges = [
        ((run, s.name), (run, d))
        for run in runs_of(evidence, "stage_started")
        for s in evidence.scenario.stages
        for d in s.dependencies
        if (run, s.name) in started
    ]
    if no_stage_depends_on_another(evidence.scenario):
        return excluded("no stage of the graph depends on another")
    if not edges:
        return vacuous("no stage that started depends on another")
    wrong = [
        f"{name_of(stage)} started at step {started[stage]}, "
        f"its dependency {dependency[1]} {_end(ended.get(dependency))}."
        for stage, dependency in edges
        if dependency not in ended or ended[dependency] > started[stage]
    ]
    if wrong:
        return failed(
            f"{len(wrong)} of {len(edges)} dependencies not respected", len(edges), wrong, "started too early"
        )
    return passed(f"{len(edges)} of {len(edges)} dependencies ended before their dependents started", len(edges))


def _end(at: int | None) -> str:
    return "never ended" if at is None else f"ended at step {at}"


def _first(evidence: TrialEvidence, name: str) -> dict[Who, int]:
    """Stage of a run -> the first time it reported `name`."""
    return {who(e): e.at for e in reversed(evidence.events(name))}


CHECK = CheckSpec("dependencies_finish_first", dependencies_finish_first, needs=("stage_started",))
