"""refusals_name_the_path: whoever is refused is told which value it was."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def refusals_name_the_path(evidence: TrialEvidence) -> Verdict:
    """The error of each value that is refused names the part of the snapshot and the keys under which the value stands.

    Looks for the names in the text of the error, in whatever form it says them. Vacuous where nothing was refused:
    whether something should have been is another check's question.
    """
    refused = [e for e in evidence.events("odd_value") if e.fields["ended"] == "is refused"]
    if not refused:
        return vacuous("no value was refused")
    mute = [e for e in refused if not e.fields["named"]]
    if not mute:
        return passed(f"{len(refused)} refusals name the path to the value", len(refused))
    lines = [
        f'{e.fields["kind"]} in {e.fields["part"]} was refused by "{e.fields["error"]}", '
        f"which does not name {e.fields['path']}."
        for e in mute
    ]
    parts = ", ".join(sorted({str(e.fields["part"]) for e in mute}))
    return failed(f"{len(mute)} of {len(refused)} refusals name no path", len(refused), lines, f"no path in {parts}")


CHECK = CheckSpec("refusals_name_the_path", refusals_name_the_path, needs=("odd_value",))
