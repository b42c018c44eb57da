"""durations_are_monotonic: measured times against the times that are known to have passed."""

from harness.checks.stage_reports import name_of, who
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

ROUNDING_MS = 1


def durations_are_monotonic(evidence: TrialEvidence) -> Verdict:
    """No duration that is due is missing, and none is negative, or shorter than what passed inside what it measures, or
    (in virtual time) longer than what passed around it. One millisecond is left for rounding.

    The times that passed are those of the loop's clock: virtual on the controlled loop, monotonic elsewhere; no time of
    the wall clock is judged. Vacuous where nothing was measured, or where no time could have passed.
    """
    durations = evidence.events("duration")
    if not durations:
        return vacuous("no duration was reported")
    missing = [e for e in durations if e.fields["ms"] is None]
    measured = [e for e in durations if e.fields["ms"] is not None]
    negative = [e for e in measured if _ms(e, "ms") < 0]
    short = [e for e in measured if e not in negative and _ms(e, "ms") + ROUNDING_MS < _ms(e, "at_least_ms")]
    long = [
        e for e in measured if e.fields["at_most_ms"] is not None and _ms(e, "ms") > _ms(e, "at_most_ms") + ROUNDING_MS
    ]
    wrong = [_words(e) for e in (*missing, *negative, *short, *long)]
    if wrong:
        kinds = (("missing", missing), ("negative", negative), ("too short", short), ("too long", long))
        signature = "durations " + " and ".join(kind for kind, found in kinds if found)
        return failed(f"{len(wrong)} of {len(durations)} durations are wrong", len(durations), wrong, signature)
    if not any(_ms(e, "at_least_ms") > ROUNDING_MS for e in durations):
        return vacuous("no time passed that a duration could have missed", len(durations))
    return passed(f"{len(durations)} of {len(durations)} durations agree with the time that passed", len(durations))


def _ms(event: Event, name: str) -> int:
    value = event.fields[name]
    return value if isinstance(value, int) else 0


def _words(event: Event) -> str:
    most = "" if event.fields["at_most_ms"] is None else f" and at most {event.fields['at_most_ms']} ms"
    said = "is missing" if event.fields["ms"] is None else f"is {event.fields['ms']} ms"
    return (
        f"{name_of(who(event))}: {event.fields['what']} {said}; "
        f"at least {event.fields['at_least_ms']} ms{most} had passed."
    )


CHECK = CheckSpec("durations_are_monotonic", durations_are_monotonic, needs=("duration",))
