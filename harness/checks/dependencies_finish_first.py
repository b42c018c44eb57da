"""dependencies_finish_first: the order of stages."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def dependencies_finish_first(evidence: TrialEvidence) -> Verdict:
    """No stage started before every stage it depends on had ended. Vacuous where no stage depends on another."""
    ended = {str(e.fields["stage"]): e.at for e in evidence.events("stage_ended")}
    started = {str(e.fields["stage"]): e.at for e in evidence.events("stage_started")}
    edges = [(s.name, d) for s in evidence.scenario.stages for d in s.dependencies if s.name in started]
    if not edges:
        return vacuous("no stage depends on another")
    wrong = [
        f"stage {stage} started at step {started[stage]}, its dependency {dependency} ended at {ended.get(dependency)}."
        for stage, dependency in edges
        if dependency not in ended or ended[dependency] > started[stage]
    ]
    if wrong:
        return failed(
            f"{len(wrong)} of {len(edges)} dependencies not respected", len(edges), wrong, "started too early"
        )
    return passed(f"{len(edges)} of {len(edges)} dependencies ended before their dependents started", len(edges))


CHECK = CheckSpec("dependencies_finish_first", dependencies_finish_first, needs=("stage_started",))
