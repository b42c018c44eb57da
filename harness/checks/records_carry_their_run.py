"""records_carry_their_run: what a run tells can be traced back to it."""

from harness.checks.stage_reports import run_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

CARRIERS = ("event_received", "event_dropped", "told")


def records_carry_their_run(evidence: TrialEvidence) -> Verdict:
    """Every event that went through a context, or that the framework sent, carries the ids of the run it belongs to.

    So does each log line of those loggers that are documented to carry the run's id; any other line carries that id or
    none. The run is known from the sink and from the context in which the line was logged, not from what they say.
    Vacuous where there is no such event and no such line.
    """
    ids = {run_of(e): str(e.fields["run_id"]) for e in evidence.events("run_started") if "run_id" in e.fields}
    events = [e for e in evidence.events(*CARRIERS) if _through_context(e) and run_of(e) in ids]
    lines = [e for e in evidence.events("log_line") if run_of(e) in ids and _speaks(e)]
    if not events and not lines:
        return vacuous("no event and no log line that ought to carry an id")
    wrong_events = [
        f"{run_of(e)} has the id {ids[run_of(e)]}; {_what(e)} says {e.fields['says_run'] or 'none'} and, of the "
        f"request, {e.fields['says_request'] or 'none'}."
        for e in events
        if (e.fields["says_run"], e.fields["says_request"]) != (ids[run_of(e)], ids[run_of(e)])
    ]
    wrong_lines = [
        f"{run_of(e)} has the id {ids[run_of(e)]}; a line of the log {e.fields['logger']} says "
        f"{e.fields['says_run'] or 'none'}."
        for e in lines
        if e.fields["says_run"] != ids[run_of(e)]
    ]
    looked_at, wrong = len(events) + len(lines), wrong_events + wrong_lines
    if wrong:
        kinds = " and ".join(k for k, found in (("events", wrong_events), ("log lines", wrong_lines)) if found)
        return failed(f"{len(wrong)} of {looked_at} records without the ids of their run", looked_at, wrong, kinds)
    return passed(f"{len(events)} events and {len(lines)} log lines carry the ids of their run", looked_at)


def _through_context(event: Event) -> bool:
    return event.name == "told" or event.fields.get("channel") == "context"


def _speaks(event: Event) -> bool:
    return bool(event.fields["promised"]) or event.fields["says_run"] is not None


def _what(event: Event) -> str:
    if event.name == "told":
        return f"the event {event.fields['type']}"
    return f"event {event.fields['number']} of stage {event.fields['stage']}"


CHECK = CheckSpec("records_carry_their_run", records_carry_their_run, needs=("event_received", "log_line"))
