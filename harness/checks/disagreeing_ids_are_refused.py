"""disagreeing_ids_are_refused: plain data that names an id twice, and not alike."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def disagreeing_ids_are_refused(evidence: TrialEvidence) -> Verdict:
    """Data in which one id stands twice, once another, was refused for each id; data that agrees was read.

    Vacuous where no data disagreed, or where what agrees was refused, too. Does not say which of two ids is right.
    """
    loaded = evidence.events("ids_loaded")
    disagreeing = [e for e in loaded if e.fields["id"]]
    if not disagreeing:
        return vacuous("no data disagreed", len(loaded))
    if any(e.fields["how"] == "refused" for e in loaded if not e.fields["id"]):
        return vacuous("data that agrees was refused, too", len(loaded))
    accepted = [e for e in disagreeing if e.fields["how"] != "refused"]
    if accepted:
        lines = [
            f"{e.fields['loader']} read data with two {e.fields['id']} and gave {e.fields['says']}, without an error."
            for e in accepted
        ]
        kinds = ", ".join(sorted(str(e.fields["id"]) for e in accepted))
        return failed(f"{len(accepted)} of {len(disagreeing)} disagreements were read", len(loaded), lines, kinds)
    return passed(f"{len(disagreeing)} of {len(disagreeing)} disagreements were refused", len(loaded))


CHECK = CheckSpec("disagreeing_ids_are_refused", disagreeing_ids_are_refused, needs=("ids_loaded",))
