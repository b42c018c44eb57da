"""no_event_is_lost_or_doubled: conservation of a multiset, in the manner of Jepsen's bank and queue checkers."""

from collections import Counter

from harness.checks.stage_reports import run_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

Item = tuple[str, str, str, object]


def no_event_is_lost_or_doubled(evidence: TrialEvidence) -> Verdict:
    """What stages emitted is what the sink of their run received, each event once, or was reported as dropped.

    Events of a context, of the current sink, of an output, and artifacts are channels of their own. A sink that counts
    must have counted what it delivered and dropped. Vacuous where nothing was emitted and nothing arrived. Says nothing
    about order: that is events_keep_their_order.
    """
    emitted = Counter(map(_item, evidence.events("event_emitted")))
    received = Counter(map(_item, evidence.events("event_received")))
    dropped = Counter(map(_item, evidence.events("event_dropped")))
    arrived = received + dropped
    if not emitted and not arrived:
        return vacuous("no event was emitted")
    lost, more = emitted - arrived, arrived - emitted
    doubled = [i for i in more if emitted[i]]
    foreign = [i for i in more if not emitted[i]]
    miscounted = _miscounted(evidence)
    wrong = [f"{_words(i)} was emitted {emitted[i]} times and arrived {arrived[i]} times." for i in [*lost, *doubled]]
    wrong += [f"{_words(i)} arrived and was never emitted there." for i in foreign]
    wrong += miscounted
    total = max(emitted.total(), arrived.total())
    if wrong:
        kinds = [("lost", lost), ("doubled", doubled), ("foreign", foreign), ("miscounted", miscounted)]
        signature = " and ".join(name for name, found in kinds if found)
        return failed(f"{len(wrong)} of {total} events wrong", total, wrong, f"events {signature}")
    drops = f", {sum(dropped.values())} of them reported as dropped" if dropped else ""
    return passed(f"{total} of {total} events arrived once{drops}", total)


def _item(event: Event) -> Item:
    return run_of(event), str(event.fields["channel"]), str(event.fields["stage"]), event.fields["number"]


def _words(item: Item) -> str:
    run, channel, stage, number = item
    return f"{run}: event {number} of stage {stage} ({channel})"


def _miscounted(evidence: TrialEvidence) -> list[str]:
    return [
        f"{run_of(e)}: the sink counts {e.fields['emitted']} emitted and {e.fields['dropped']} dropped; "
        f"{e.fields['delivered']} were delivered, and of {e.fields['refused']} it said that they were dropped."
        for e in evidence.events("sink_counted")
        if (e.fields["emitted"], e.fields["dropped"]) != (e.fields["delivered"], e.fields["refused"])
    ]


CHECK = CheckSpec("no_event_is_lost_or_doubled", no_event_is_lost_or_doubled, needs=("event_emitted", "event_received"))
