"""drawn_ids_never_repeat: ids by chance, where chance is most likely to be shared."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event


def drawn_ids_never_repeat(evidence: TrialEvidence) -> Verdict:
    """No source drew an id twice, or one that another source drew, or none.

    Vacuous under two sources, or where one drew nothing. A pass is one of the number of ids that it names: with random
    ids of 122 bits the next million would meet with a chance below 1 in 10^23, with 64 bits with one of 1 in 10^7, and
    these two look the same here.
    """
    drawn = evidence.events("ids_drawn")
    if len(drawn) < 2:
        return vacuous("fewer than two sources drew ids", len(drawn))
    empty = [str(e.fields["source"]) for e in drawn if not e.fields["drawn"]]
    if empty:
        return vacuous(f"{empty[0]} drew no ids", len(drawn))
    wrong = [(kind, line) for event in drawn for kind, line in _faults(event)]
    if wrong:
        kinds = ", ".join(sorted({kind for kind, _ in wrong}))
        reason = f"{len(wrong)} faults in the ids of {len(drawn)} sources"
        return failed(reason, len(drawn), [line for _, line in wrong], f"drawn ids: {kinds}")
    total = sum(int(e.fields["drawn"] or 0) for e in drawn)
    return passed(f"{total:,} ids of {len(drawn)} sources are distinct", len(drawn))


def _faults(event: Event) -> list[tuple[str, str]]:
    fields = event.fields
    source, ids = fields["source"], fields["drawn"]
    faults = []
    if fields["missing"]:
        faults.append(("missing", f"{source} asked for {ids} ids, of which {fields['missing']} are missing."))
    if fields["repeated"]:
        faults.append(("repeated", f"{source} drew {ids} ids: {fields['repeated']} of them repeat one of its own."))
    if fields["met"]:
        line = f"{source} drew {ids} ids: {fields['met']} of them are another's, the first that of {fields['whose']}."
        faults.append(("met", line))
    return faults


CHECK = CheckSpec("drawn_ids_never_repeat", drawn_ids_never_repeat, needs=("ids_drawn",))
