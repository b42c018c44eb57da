"""dependencies_finish_first: the order of stages."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def dependencies_finish_first(evidence: TrialEvidence) -> Verdict:
    """No stage started before every stage it depends on had ended. Vacuous where no stage depends on another.

    Of a stage that runs several times the first start and the first end count: the others are the business of
    `every_stage_runs_exactly_once`.
    """
    ended = _first(evidence, "stage_ended")
    started = _first(evidence, "stage_started")
    edges = [(s.name, d) for s in evidence.scenario.stages for d in s.dependencies if s.name in started]
    if not edges:
        return vacuous("no stage that started depends on another")
    wrong = [
        f"stage {stage} started at step {started[stage]}, its dependency {dependency} {_end(ended.get(dependency))}."
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


def _first(evidence: TrialEvidence, name: str) -> dict[str, int]:
    """Stage -> the first time it reported `name`."""
    return {str(e.fields["stage"]): e.at for e in reversed(evidence.events(name))}


CHECK = CheckSpec("dependencies_finish_first", dependencies_finish_first, needs=("stage_started",))
