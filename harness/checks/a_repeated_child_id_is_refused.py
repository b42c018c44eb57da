"""a_repeated_child_id_is_refused: two live children of one spawner with one id."""

from collections import Counter

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event, Scalar


def a_repeated_child_id_is_refused(evidence: TrialEvidence) -> Verdict:
    """Of children whose ids were drawn alike and that were under way at the same time one began, and the others were
    refused, by an error or by a result without success. The one that began gave its own result.

    Vacuous where no id was drawn twice. Says nothing about ids that two spawners draw, or that come again later.
    """
    tried = evidence.events("repeat_tried")
    refused = [e for e in tried if not e.fields["id"]]
    began: Counter[tuple[Scalar, Scalar]] = Counter((e.fields["ids"], e.fields["id"]) for e in tried if e.fields["id"])
    if not refused and all(count == 1 for count in began.values()):
        return vacuous("no id was drawn twice", len(tried))
    wrong = [(kind, line) for event in tried for kind, line in _faults(event, began)]
    if wrong:
        kinds = ", ".join(sorted({kind for kind, _ in wrong}))
        reason = f"{len(wrong)} of {len(tried)} children were not told apart by their ids"
        return failed(reason, len(tried), [line for _, line in wrong], f"repeated child id: {kinds}")
    return passed(f"{len(refused)} of {len(refused)} children with the id of a live one were refused", len(tried))


def _faults(event: Event, began: Counter[tuple[Scalar, Scalar]]) -> list[tuple[str, str]]:
    child, own, how = event.fields["child"], event.fields["id"], event.fields["how"]
    ids = int(event.fields["ids"] or 0)
    where = f"With {ids} id{'s' * (ids != 1)} for {ids + 1} children"
    if not own:
        if how in ("raised", "failed result"):
            return []
        return [("told as done", f"{where} {child} did not begin, and its parent was told that it went well.")]
    sharing = began[event.fields["ids"], own]
    faults = []
    if sharing > 1:
        faults.append(("accepted", f"{where} {child} began with {own}, which {sharing} live children had."))
    if how != "own result":
        says = f": {event.fields['says']}" if event.fields["says"] else ""
        faults.append(("disturbed", f"{where} {child}, which had begun, gave its parent a {how}{says}."))
    return faults


CHECK = CheckSpec("a_repeated_child_id_is_refused", a_repeated_child_id_is_refused, needs=("repeat_tried",))
