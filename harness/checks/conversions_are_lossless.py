"""conversions_are_lossless: what goes through a conversion and back."""

from harness.checks.pairs import pairs_agree
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, failed, vacuous
from harness.evidence.records import Event


def conversions_are_lossless(evidence: TrialEvidence) -> Verdict:
    """What comes back from a conversion equals what went in, deep and with types, or is refused before it is lost.

    Each way promises something of its own (plain data keeps tuples and sets, JSON refuses them), so the family says
    with each value whether it must come back or must be refused. Detection: fingerprints before and after, which tell a
    tuple from a list, an int from a bool, a date from its text. Vacuous where nothing was converted.
    """
    conversions = evidence.events("conversion")
    if not conversions:
        return vacuous("nothing was converted")
    wrong = [e for e in conversions if e.fields["ended"] != e.fields["expected"]]
    if wrong:
        kinds = sorted({f"{_way(e)} {e.fields['ended']}" for e in wrong})
        reason = f"{len(wrong)} of {len(conversions)} conversions ended otherwise than promised"
        return failed(reason, len(conversions), [_words(e) for e in wrong], ", ".join(kinds))
    verdict = pairs_agree(evidence, "converted:", "before", "after", "not what went in")
    if verdict.outcome is Outcome.FAIL and (places := evidence.events("first_difference")):
        lines = [
            f"{_what(e)}: {e.fields['where']} was {e.fields['put']} and came back as {e.fields['got']}." for e in places
        ]
        return failed(verdict.reason, verdict.looked_at, lines, verdict.signature)
    if verdict.vacuous and any(e.fields["ended"] == "is refused" for e in conversions):
        return vacuous("nothing came back, all of it was refused", len(conversions))
    return verdict


def _what(event: Event) -> str:
    """ "converted:snapshot as JSON:3" -> "snapshot as JSON"."""
    return str(event.fields["of"]).split(":")[1]


def _way(event: Event) -> str:
    return str(event.fields["way"])


def _words(event: Event) -> str:
    return (
        f"{_way(event)} of {event.fields['shown']}: it {event.fields['ended']}"
        f"{' (' + str(event.fields['error']) + ')' if event.fields['error'] else ''}, "
        f"promised is that it {event.fields['expected']}."
    )


CHECK = CheckSpec("conversions_are_lossless", conversions_are_lossless, needs=("conversion", "fingerprint"))
