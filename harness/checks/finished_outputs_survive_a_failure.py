"""finished_outputs_survive_a_failure: looks for work that was done and is lost with the run that failed."""

from harness.checks.stage_reports import Who, name_of, run_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def finished_outputs_survive_a_failure(evidence: TrialEvidence) -> Verdict:
    """An error that carries results carries the output of every stage that had finished, as that stage returned it.

    Finished is, for certain, each stage one of whose dependents has started; of others that had ended at about that
    time nothing is asked, but what is carried must be what was returned. Detection: what stages say that they return
    against the results on the error. Where one error of a class carries results, each error of that class must. Vacuous
    where no run failed, or no error carries results.
    """
    ends = evidence.events("run_finished")
    carrying = [run_of(e) for e in ends if e.fields.get("carries_results")]
    if not carrying:
        return vacuous("no error of a run carries results")
    classes = {e.fields.get("how") for e in ends if e.fields.get("carries_results")}
    bare = [
        f"{run_of(e)}: the run {e.fields['how']} without results, which another error of that class carries."
        for e in ends
        if e.fields.get("how") in classes and not e.fields.get("carries_results")
    ]
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


CHECK = CheckSpec(
    "finished_outputs_survive_a_failure", finished_outputs_survive_a_failure, needs=("run_finished", "partial_result")
)
