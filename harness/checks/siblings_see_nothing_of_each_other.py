"""siblings_see_nothing_of_each_other: each child run leaves marks, which no other may find but its own children."""

from harness.checks.children import Child, children
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def siblings_see_nothing_of_each_other(evidence: TrialEvidence) -> Verdict:
    """In its data, configuration, artifacts and metadata, and in what it inherited, a child finds the marks that it
    left itself and those of the runs above it, and no others.

    Vacuous where no child found its own mark, and where no two children were under way at the same time.
    """
    seen = evidence.events("mark_seen")
    known = {child.name: child for child in children(evidence)}
    own = sum(e.fields["child"] == e.fields["whose"] for e in seen)
    foreign = [e for e in seen if str(e.fields["whose"]) not in _above(str(e.fields["child"]), known)]
    if foreign:
        lines = [
            f"child {e.fields['child']} found the mark of child {e.fields['whose']} in {e.fields['place']}."
            for e in foreign
        ]
        kinds = sorted({str(e.fields["place"]) for e in foreign})
        return failed(
            f"{len(foreign)} of {len(seen)} marks are of others", len(seen), lines, f"mark in {', '.join(kinds)}"
        )
    if not own:
        return vacuous("no child found its own mark", len(seen))
    if not _beside_each_other(list(known.values())):
        return vacuous("no two children were under way at the same time", len(seen))
    return passed(f"{len(seen)} marks were found, each by who left it or by a child of that", len(seen))


def _above(name: str, known: dict[str, Child]) -> set[str]:
    """A child itself and the runs above it."""
    above: set[str] = set()
    while name not in above:
        above.add(name)
        name = known[name].parent if name in known else name
    return above


def _beside_each_other(found: list[Child]) -> bool:
    """Whether a child began while an earlier one of the same parent was under way."""
    return any(
        a is not b and a.parent == b.parent and a.began < b.began and (a.over is None or b.began < a.over)
        for a in found
        for b in found
    )


CHECK = CheckSpec(
    "siblings_see_nothing_of_each_other", siblings_see_nothing_of_each_other, needs=("mark_seen", "child_began")
)
