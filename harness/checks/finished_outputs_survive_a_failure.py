"""finished_outputs_survive_a_failure: looks for work that was done and is lost with the run that failed."""

from collections.abc import Sequence

from harness.checks.stage_reports import Who, name_of, run_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unsupported, vacuous
from harness.evidence.records import Event

STAGE_ERROR = "UnifiedStageExecutionError"


def finished_outputs_survive_a_failure(evidence: TrialEvidence) -> Verdict:
    """An error that carries results carries the output of every stage that had finished, as that stage returned it.

    Finished is, for certain, each stage one of whose dependents has started; of others that had ended at about that
    time nothing is asked, but what is carried must be what was returned. Detection: what stages say that they return
    against the results on the error. An error must carry results where its class has a place for them, and where
    another error of its class carries them. Vacuous where no run failed in such an error; unsupported where the subject
    has none.
    """
    ends = [e for e in evidence.events("run_finished") if "carries_results" in e.fields]
    carrying = [run_of(e) for e in ends if e.fields["carries_results"]]
    bare = _without_results(ends)
    if not carrying and not bare:
        if any(e.fields["how"] == f"raised {STAGE_ERROR}" for e in ends):
            return unsupported(f"{STAGE_ERROR} has no results in this subject", len(ends))
        return vacuous("no run ended in an error that carries results")
    returned: dict[Who, list[tuple[object, object]]] = {}
    for e in evidence.events("stage_ended"):
        returned.setdefault(who(e), []).append((e.fields.get("status"), e.fields.get("digest")))
    carried = {who(e): (e.fields["status"], e.fields["digest"]) for e in evidence.events("partial_result")}
    started = {who(e) for e in evidence.events("stage_started")}
    certain = {
        (run, d)
        for run in carrying
        for s in evidence.scenario.stages
        if (run, s.name) in started
        for d in s.dependencies
        if (run, d) in returned
    }
    lost = [
        f"{name_of(s)} had finished, and the error of the run does not carry its output." for s in certain - {*carried}
    ]
    false = [
        f"{name_of(s)} returned other data than the error carries."
        if s in returned
        else f"{name_of(s)} had not finished, and the error carries an output of it."
        for s, given in carried.items()
        if given not in returned.get(s, [])
    ]
    kinds = {"outputs lost": sorted(lost), "outputs invented": false, "results missing": bare}
    lines = [line for found in kinds.values() for line in found]
    if lines:
        signature = " and ".join(kind for kind, found in kinds.items() if found)
        return failed(f"{len(lines)} outputs not as they were finished", len(certain), lines, signature)
    if not certain:
        return vacuous("no stage had finished before a run failed")
    return passed(f"{len(certain)} finished outputs are on the errors of {len(carrying)} runs", len(certain))


def _without_results(ends: Sequence[Event]) -> list[str]:
    """A sentence for each error that lacks the results that it should carry."""
    carried = {e.fields["how"] for e in ends if e.fields["carries_results"]}
    missing = [e for e in ends if not e.fields["carries_results"]]
    due = [e for e in missing if e.fields.get("results_due") or e.fields["how"] in carried]
    return [f"{run_of(e)}: the run {e.fields['how']}, which should carry results and has none." for e in due]


CHECK = CheckSpec(
    "finished_outputs_survive_a_failure", finished_outputs_survive_a_failure, needs=("run_finished", "partial_result")
)
