"""results_are_what_stages_returned: each result against what its stage is known to have given."""

from harness.checks.stage_reports import Who, name_of, run_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def results_are_what_stages_returned(evidence: TrialEvidence) -> Verdict:
    """In each run that returned there is a result for each stage, with the status and the data that the stage returned.

    The stage says what it returns at the moment it does so; of a stage that ran several times each return is right. A
    run that returned without any result has lost them all. Vacuous where no run returned, or no stage did. Says nothing
    about whether the data is right: that is every_output_is_golden.
    """
    returned: dict[Who, list[tuple[str, str]]] = {}
    for event in evidence.events("stage_ended"):
        if "digest" in event.fields:
            returned.setdefault(who(event), []).append((str(event.fields["status"]), str(event.fields["digest"])))
    results = {(r.run, r.stage): r for r in evidence.results()}
    runs = _returned_runs(evidence)
    if not runs or not returned:
        return vacuous("no stage says what it returned" if runs else "no run returned")
    wrong: dict[str, list[str]] = {"missing": [], "invented": [], "status": [], "data": []}
    for run in runs:
        for stage in evidence.scenario.stages:
            key = (run, stage.name)
            if key in returned and key not in results:
                wrong["missing"].append(f"{name_of(key)} returned, and the run has no result of it.")
    for key, result in results.items():
        given = returned.get(key, [])
        if not given:
            wrong["invented"].append(f"{name_of(key)} returned nothing, and its result is {result.preview[:100]}.")
        elif result.status not in [status for status, _ in given]:
            wrong["status"].append(f"{name_of(key)} returned {given[0][0]}, and its result is {result.status}.")
        elif (result.status, result.digest) not in given:
            other = next((k for k, v in returned.items() if (result.status, result.digest) in v), None)
            whose = f": that is what {name_of(other)} returned" if other else ""
            wrong["data"].append(f"{name_of(key)} returned other data than its result, {result.preview[:100]}{whose}.")
    lines = [line for found in wrong.values() for line in found]
    if lines:
        kinds = " and ".join(kind for kind, found in wrong.items() if found)
        due = len({*results, *(key for key in returned if key[0] in runs)})
        return failed(f"{len(lines)} of {due} results are not what was returned", due, lines, kinds)
    return passed(f"{len(results)} results of {len(runs)} runs are what their stages returned", len(results))


def _returned_runs(evidence: TrialEvidence) -> list[str]:
    """Each run that gave a result, or that is said to have finished and not to have raised."""
    finished = [run_of(e) for e in evidence.events("run_finished") if e.fields.get("how", "returned") == "returned"]
    return list(dict.fromkeys([*(r.run for r in evidence.results()), *finished]))


CHECK = CheckSpec("results_are_what_stages_returned", results_are_what_stages_returned, needs=("result", "stage_ended"))
