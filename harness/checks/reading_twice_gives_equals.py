"""reading_twice_gives_equals: nothing of a restored snapshot is made up at the moment of reading."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def reading_twice_gives_equals(evidence: TrialEvidence) -> Verdict:
    """The same bytes, read twice, give equal snapshots, or are refused both times.

    Tried as written, and with the moment of its making taken out, which a reader might fill in from the clock. Vacuous
    where nothing was read twice.
    """
    read = evidence.events("read_twice")
    if not read:
        return vacuous("nothing was read twice")
    wrong = [e for e in read if e.fields["first"] != e.fields["second"] or e.fields["first"] == "crashed"]
    if not wrong:
        refused = sum(e.fields["first"] == "refused" for e in read)
        return passed(f"{len(read) - refused} texts read twice give equals, {refused} are refused", len(read))
    lines = [
        f"A text {e.fields['what']}: "
        + (
            f"reading it crashed ({e.fields['error']})."
            if e.fields["first"] == "crashed"
            else f"read twice, it gave two different snapshots ({e.fields['first']}, {e.fields['second']})."
        )
        for e in wrong
    ]
    kinds = ", ".join(sorted(str(e.fields["what"]) for e in wrong))
    return failed(f"{len(wrong)} of {len(read)} texts give two answers", len(read), lines, f"differs: {kinds}")


CHECK = CheckSpec("reading_twice_gives_equals", reading_twice_gives_equals, needs=("read_twice",))
