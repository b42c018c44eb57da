"""foreign_schemas_are_refused: what another version wrote is not read as if this one had written it."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def foreign_schemas_are_refused(evidence: TrialEvidence) -> Verdict:
    """A document says which schema it is of; one of a newer or unknown schema is refused by a typed error, and a key
    that this version does not know is refused or kept, never dropped.

    The seal of a document, where the subject has one, is taken off before, so that it is the schema which decides.
    Looks at keys at the top only. Vacuous where no document was tried.
    """
    markers, tried = evidence.events("schema_marker"), evidence.events("schema_tried")
    if not markers:
        return vacuous("no document was tried")
    lines, ways = [], []
    if not markers[0].fields["key"]:
        lines.append("A document has no key that says which schema it is of.")
        ways.append("no marker")
    for e in tried:
        if e.fields["ended"] in ("refused", "kept"):
            continue
        how = "was read as if nothing were new" if e.fields["ended"] == "read" else f"crashed: {e.fields['error']}"
        lines.append(f"A document with {e.fields['kind']} {how}.")
        ways.append(f"{e.fields['kind']} {e.fields['ended']}")
    if lines:
        return failed(f"{len(lines)} of {len(tried) + 1} looks at the schema", len(tried) + 1, lines, ", ".join(ways))
    return passed(f"{len(tried)} documents of other schemas are refused or kept whole", len(tried) + 1)


CHECK = CheckSpec("foreign_schemas_are_refused", foreign_schemas_are_refused, needs=("schema_marker",))
