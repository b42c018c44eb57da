"""ambiguous_reads_have_one_answer: a key that several stages gave, read under several orders of their ends."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def ambiguous_reads_have_one_answer(evidence: TrialEvidence) -> Verdict:
    """A stage that asks for a key which several of its dependencies gave gets the same answer, or the same error,
    whichever of them was the first to give its output.

    Vacuous where no stage asked, and where the outputs were given in one order only. Says nothing of which answer is
    the right one. That it is the same in all trials is outcome_is_the_same_under_every_schedule.
    """
    reads = evidence.events("ambiguous_read")
    if not reads:
        return vacuous("no stage asked for a key that several stages gave")
    stages = sorted({str(e.fields["stage"]) for e in reads})
    wrong: list[str] = []
    orders = {str(e.fields["given"]) for e in reads}
    if len(orders) < 2:
        return vacuous("the outputs were given in one order only", len(reads))
    for stage in stages:
        asked = [e for e in reads if e.fields["stage"] == stage]
        if len({e.fields["answer"] for e in asked}) > 1:
            wrong += [
                f"run {e.fields['run']}: outputs were given in the order {_cut(str(e.fields['given']))}; "
                f"get() in stage {stage}: {e.fields['answer']}."
                for e in asked
            ]
    if wrong:
        return failed("the answer depends on who gave its output first", len(reads), wrong, "answer by order of ends")
    return passed(f"{len(reads)} reads under {len(orders)} orders have one answer", len(reads))


def _cut(names: str) -> str:
    """The first three names."""
    first = names.split(", ")
    return names if len(first) < 4 else f"{', '.join(first[:3])} ..."


CHECK = CheckSpec("ambiguous_reads_have_one_answer", ambiguous_reads_have_one_answer, needs=("ambiguous_read",))
