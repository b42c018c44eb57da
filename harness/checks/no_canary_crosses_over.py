"""no_canary_crosses_over: every run carries a text of its own, which no other run may ever see."""

import re

from harness.checks.runs import overlapped, spans
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def no_canary_crosses_over(evidence: TrialEvidence) -> Verdict:
    """Wherever a run found a canary or a run id, it was its own: in snapshot, inputs, results, events, log lines,
    errors, cancellation reasons, context variables, and in objects of its stages.

    Vacuous where no two runs were under way at the same time, or where no run found its own canary. Places that were
    not looked at are not judged: an explored trial looks at the log from WARNING up only.
    """
    seen = evidence.events("canary_seen")
    own = sum(e.fields["run"] == e.fields["whose"] for e in seen)
    foreign = [e for e in seen if e.fields["run"] != e.fields["whose"]]
    if foreign:
        lines = [_line(str(e.fields["run"]), str(e.fields["place"]), str(e.fields["whose"])) for e in foreign]
        kinds = sorted({_kind(str(e.fields["place"])) for e in foreign})
        reason = f"{len(foreign)} of {len(seen)} canaries were found by another run than their own"
        return failed(reason, len(seen), lines, f"canary of another run: {', '.join(kinds)}")
    if not own:
        return vacuous("no run found its own canary")
    if not overlapped(spans(evidence, "beside")):
        return vacuous("no two runs were under way at the same time", len(seen))
    return passed(f"{own} of {own} canaries were found by their own run alone", len(seen))


def _line(run: str, place: str, whose: str) -> str:
    tenant, other = run.partition("r")[0], whose.partition("r")[0]
    of = "of the same tenant" if tenant == other else f"of another tenant ({other})"
    return f"Run {run} of tenant {tenant} found the canary of run {whose}, {of}, in {place}."


def _kind(place: str) -> str:
    """The place without the name of a stage or of an event."""
    return re.sub(r" (?:of stage|from) .*|^(event) .*", r"\1", place)


CHECK = CheckSpec("no_canary_crosses_over", no_canary_crosses_over, needs=("canary_seen", "run_began", "run_settled"))
