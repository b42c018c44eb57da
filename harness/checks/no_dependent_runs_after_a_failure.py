"""no_dependent_runs_after_a_failure: looks for partial state that counts as complete."""

from harness.checks.construction import no_stage_depends_on_another
from harness.checks.stage_reports import COMPLETING
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, vacuous
from harness.wire import Stage


def no_dependent_runs_after_a_failure(evidence: TrialEvidence) -> Verdict:
    """No stage that depends on a failed one, directly or through others, starts; after OK, SKIP and RETRY all do.

    Detection: the starts of stages against the graph, for each way in which a stage can end. A run that was cancelled
    from outside is left out. Vacuous where no run had a failed stage with dependents, excluded where no stage has any.
    """
    if no_stage_depends_on_another(evidence.scenario):
        return excluded("no stage of the graph depends on another")
    started = {(str(e.fields.get("run")), str(e.fields["stage"])) for e in evidence.events("stage_started")}
    looked_at, wrong = 0, []
    for event in evidence.events("run_started"):
        run, way, culprit = (str(event.fields.get(name, "")) for name in ("run", "way", "culprit"))
        behind = dependents(evidence.scenario.stages, culprit)
        if way in ("", "outside") or not behind:
            continue
        looked_at += way not in COMPLETING
        for name in behind:
            if way not in COMPLETING and (run, name) in started:
                wrong.append(f"{run}: stage {culprit} did not complete ({way}), and stage {name} behind it started.")
            elif way in COMPLETING and (run, name) not in started:
                wrong.append(f"{run}: stage {culprit} completed ({way}), and stage {name} behind it never started.")
    if wrong:
        signature = (
            "dependent not started" if all("never" in w for w in wrong) else "dependent of a failed stage started"
        )
        return failed(f"{len(wrong)} stages behind an ended one did wrong", looked_at, wrong, signature)
    if not looked_at:
        return vacuous("no stage with dependents failed")
    return passed(f"no dependent of a failed stage started in {looked_at} runs", looked_at)


def dependents(stages: tuple[Stage, ...], name: str) -> list[str]:
    """All that depend on the stage, directly or through others, in the order of the graph."""
    behind = {name}
    changed = True
    while changed:
        more = {s.name for s in stages if behind & {*s.dependencies}} - behind
        behind |= more
        changed = bool(more)
    return [s.name for s in stages if s.name in behind and s.name != name]


CHECK = CheckSpec(
    "no_dependent_runs_after_a_failure", no_dependent_runs_after_a_failure, needs=("run_started", "stage_started")
)
