"""each_start_has_one_end: what the framework itself tells of its stages."""

from harness.checks.stage_reports import Who, by_stage, name_of, runs_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

Problem = tuple[str, str]
"""(kind, in the words of a witness)."""
ENDS = ("completed", "failed", "skipped")
STARTS_ARE_TOLD = "StageGraph"
"""The graph that is documented to send `stage.X.started` and one of `stage.X.completed`, `stage.X.failed`."""


def each_start_has_one_end(evidence: TrialEvidence) -> Verdict:
    """Of each stage that ran, the sink was told one start and then one end, and the stage's own work lay between them.

    Judged for runs of the StageGraph, the only one that tells of starts; in other runs a stage that returned SKIP is
    told once. A failed stage is told as failed, any other as completed. Nothing is told of a stage that never began,
    and no skip of one that did not skip. What a full sink said that it dropped was told. Vacuous where nothing of that
    was due or told.
    """
    told = dict(by_stage(evidence, "told", "told_dropped"))
    graphs = {
        str(e.fields["run"]): str(e.fields.get("graph", ""))
        for e in evidence.events("run_started")
        if "graph" in e.fields
    }
    began = {who(e): e for e in reversed(evidence.events("stage_started"))}
    ended = {who(e): e for e in evidence.events("stage_ended")}
    looked_at, wrong = 0, list[Problem]()
    for stage in began:
        pairs = graphs.get(stage[0]) == STARTS_ARE_TOLD
        if pairs:
            looked_at += 1
            wrong += _pair(stage, told.get(stage, []), began[stage], ended.get(stage))
        elif stage[0] in graphs and stage in ended and ended[stage].fields.get("status") == "skip":
            looked_at += 1
            skips = _of(told.get(stage, []), "skipped")
            if len(skips) != 1:
                wrong.append(("skip", f"{name_of(stage)} skipped, and that was told {len(skips)} times."))
    untrue = [
        problem
        for stage, events in told.items()
        if stage[0] in graphs
        for problem in _untrue(stage, events, stage in began, ended.get(stage), graphs[stage[0]] == STARTS_ARE_TOLD)
    ]
    looked_at, wrong = looked_at + len(untrue), wrong + untrue
    if not looked_at:
        return vacuous("no stage ran of which starts or skips are told")
    if wrong:
        signature = "not told as it was: " + " and ".join(sorted({kind for kind, _ in wrong}))
        lines = [line for _, line in wrong]
        return failed(f"{len(wrong)} of {looked_at} stages told wrongly", looked_at, lines, signature)
    runs = len(runs_of(evidence, "stage_started"))
    return passed(f"{looked_at} stages of {runs} runs told once each, as they were", looked_at)


def _of(told: list[Event], *statuses: str) -> list[Event]:
    return [e for e in told if e.fields["status"] in statuses]


def _untrue(stage: Who, told: list[Event], began: bool, ended: Event | None, pairs: bool) -> list[Problem]:
    """What was told of a stage that never began, or (where ends are not judged in pairs) of a skip that was none."""
    of_stages = [e for e in told if str(e.fields["type"]).startswith("stage.")]
    if not began:
        said = ", ".join(str(e.fields["status"]) for e in _of(of_stages, "started", *ENDS))
        return [("never began", f"{name_of(stage)} never began, and {said} was told of it.")] if said else []
    skipped = ended is not None and ended.fields.get("status") == "skip"
    if pairs or skipped or not _of(of_stages, "skipped"):
        return []
    return [("no skip", f"{name_of(stage)} did not skip, and it was told as skipped.")]


def _pair(stage: Who, told: list[Event], began: Event, ended: Event | None) -> list[Problem]:
    starts, ends = _of(told, "started"), _of(told, *ENDS)
    name = name_of(stage)
    if len(starts) != 1 or len(ends) != 1:
        said = ", ".join(str(e.fields["status"]) for e in ends) or "none"
        kinds = " and ".join(kind for kind, found in (("start", starts), ("end", ends)) if len(found) != 1)
        return [(f"not one {kinds}", f"{name} was told {len(starts)} starts and {len(ends)} ends ({said}).")]
    start, end = starts[0], ends[0]
    if start.at > began.at:
        return [("late start", f"{name} began at step {began.at}, before its start was told at step {start.at}.")]
    if ended is None or end.at < ended.at:
        did = "never ended" if ended is None else f"ended at step {ended.at}"
        return [("early end", f"{name} {did}, and its end was told at step {end.at}.")]
    expected = "failed" if ended.fields.get("status") == "failed" else "completed"
    if end.fields["status"] != expected:
        return [("another end", f"{name} {expected}, and its end was told as {end.fields['status']}.")]
    return []


CHECK = CheckSpec("each_start_has_one_end", each_start_has_one_end, needs=("told", "stage_started"))
