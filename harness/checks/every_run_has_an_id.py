"""every_run_has_an_id: who starts a run without an id gets one, and nobody else's."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def every_run_has_an_id(evidence: TrialEvidence) -> Verdict:
    """Every run was seen with one id, the same in every place where it was looked for, and with that of no other run.

    Vacuous under two runs. That a few runs have ids of their own does not show how likely two of many are to meet:
    that is looked at where thousands are drawn.
    """
    seen = evidence.events("run_identified")
    by_run: dict[str, dict[str, str]] = {}  # run -> id -> the first place
    for event in seen:
        by_run.setdefault(str(event.fields["run"]), {}).setdefault(str(event.fields["id"]), str(event.fields["place"]))
    if len(by_run) < 2:
        return vacuous("fewer than two runs were seen", len(seen))
    wrong, kinds, owners = [], set(), dict[str, str]()
    for run, ids in by_run.items():
        if "" in ids:
            wrong.append(f"{run} had no run id: {ids['']} found none.")
            kinds.add("none")
        named = [(run_id, place) for run_id, place in ids.items() if run_id]
        if len(named) > 1:
            wrong.append(f"{run} had several run ids: {', '.join(f'{i} in {place}' for i, place in named)}.")
            kinds.add("several")
        for run_id, place in named:
            if owners.setdefault(run_id, run) != run:
                wrong.append(f"{run} had the run id of {owners[run_id]}: {run_id}, in {place}.")
                kinds.add("that of another run")
    if wrong:
        reason = f"{len(wrong)} faults in the ids of {len(by_run)} runs"
        return failed(reason, len(seen), wrong, f"run id: {', '.join(sorted(kinds))}")
    return passed(f"{len(by_run)} of {len(by_run)} runs had an id of their own", len(seen))


CHECK = CheckSpec("every_run_has_an_id", every_run_has_an_id, needs=("run_identified",))
