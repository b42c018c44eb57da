"""received_events_never_change: deep fingerprints of each event, when it arrives and when all runs have ended."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict


def received_events_never_change(evidence: TrialEvidence) -> Verdict:
    """What a sink was handed as the data of an event holds at the end of the trial what it held when it arrived: no
    later event, of the same or of another run, is written into it.

    A sink may keep events, send them later or in one batch. Vacuous where no event arrived. Says nothing about whether
    an event was right when it arrived: that is records_carry_their_run and no_event_is_lost_or_doubled.
    """
    return pairs_agree(evidence, "event:", "received", "afterwards", "changed after it had arrived")


CHECK = CheckSpec("received_events_never_change", received_events_never_change, needs=("fingerprint",))
