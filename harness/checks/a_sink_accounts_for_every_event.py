"""a_sink_accounts_for_every_event: what a bounded sink counts as emitted and dropped, against what became of it."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

Problem = tuple[str, str]


def a_sink_accounts_for_every_event(evidence: TrialEvidence) -> Verdict:
    """When a sink has been stopped, also without delivering what it held, each event that was handed to it is counted
    once: as emitted where the sink behind it took it, else as dropped. Stopping it raises nothing, and lets an emitter
    go that waits for room.

    An event at which the sink behind raised, or in which it was interrupted, may be counted either way; one whose
    emitter was cancelled may not be counted. Vacuous where no sink was asked for its counts. In which order events come
    out, and that a count is right while events are under way, is queue_is_linearizable and no_event_is_lost_or_doubled.
    """
    accounts = evidence.events("sink_accounted")
    raised, waiting = evidence.events("sink_stop_raised"), evidence.events("sink_emitter_waits")
    if not accounts and not raised:
        return vacuous("no sink was asked what it counted")
    wrong: list[Problem] = [
        ("stop raised", f"{e.fields['sink']}: stop raised {e.fields['error']}: {e.fields['says']}") for e in raised
    ]
    wrong += [("an emitter waits", f"{e.fields['sink']}: an emitter that waited for room waits still") for e in waiting]
    for account in accounts:
        wrong += _problems(account)
    total = sum(int(e.fields["calls"] or 0) for e in accounts)
    if wrong:
        signature = " and ".join(sorted({kind for kind, _ in wrong}))
        return failed(f"{len(wrong)} accounts of sinks are wrong", total, [line for _, line in wrong], signature)
    return passed(f"{len(accounts)} sinks account for {total} events that were handed to them", total)


def _problems(account: Event) -> list[Problem]:
    names = ("calls", "interrupted", "begun", "taken", "emitted", "dropped")
    calls, interrupted, begun, taken, emitted, dropped = (int(account.fields[name] or 0) for name in names)
    known = (
        f"{account.fields['sink']}: of {calls} events {begun} were handed on and {taken} were taken; "
        f"it counts {emitted} as emitted and {dropped} as dropped."
    )
    if emitted > begun:
        return [("lost, and not counted as dropped", known)]
    if emitted < taken:
        return [("delivered, and not counted", known)]
    if not calls - interrupted <= emitted + dropped <= calls:
        return [("counts that do not add up", known)]
    return []


CHECK = CheckSpec("a_sink_accounts_for_every_event", a_sink_accounts_for_every_event, needs=("sink_accounted",))
