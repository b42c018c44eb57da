"""missing_inputs_are_refused: looks for a default in the place of an error."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def missing_inputs_are_refused(evidence: TrialEvidence) -> Verdict:
    """A stage that asks for what is not there gets the error, or the default, that is documented for that call.

    Detection: every method of the inputs is called with unknown stages, undeclared stages, missing and malformed keys,
    and what comes is held against the documentation. Vacuous where no stage asked.
    """
    reads = evidence.events("input_read")
    if not reads:
        return vacuous("no stage asked for a missing input")
    wrong = [e for e in reads if e.fields["got"] != e.fields["expected"]]
    if wrong:
        lines = [
            f"{e.fields['run']}: stage {e.fields['stage']} called {e.fields['call']}: it {e.fields['got']}, "
            f"documented is that it {e.fields['expected']}."
            for e in wrong
        ]
        silent = Counter(
            str(e.fields["got"]).split()[0] for e in wrong if str(e.fields["expected"]).startswith("raises")
        )
        signature = "default instead of an error" if silent["gives"] else "wrong error or default"
        return failed(f"{len(wrong)} of {len(reads)} reads answered wrongly", len(reads), lines, signature)
    return passed(f"{len(reads)} of {len(reads)} reads answered as documented", len(reads))


CHECK = CheckSpec("missing_inputs_are_refused", missing_inputs_are_refused, needs=("input_read",))
