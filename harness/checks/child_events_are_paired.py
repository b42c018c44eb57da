"""child_events_are_paired: what an observer of events is told of each child run."""

from harness.checks.children import Child, children, reasons
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event

END_OF = {"returned": "completed", "raised": "failed", "cancelled": "canceled"}
DID = {"returned": "returned", "raised": "raised", "cancelled": "was cancelled"}


def child_events_are_paired(evidence: TrialEvidence) -> Verdict:
    """Each child that ran has one event that it was spawned, before it began, and later one event of its end, which
    says how it ended, and with which reason where it was cancelled with one.

    The event of a cancelled child may come before it has felt the cancellation. One that was called off before it began
    has both events, too. Vacuous where no child ran. Events of
    the stages of a pipeline are not looked at.
    """
    every = children(evidence)
    if not every:
        return vacuous("no child ran")
    told: dict[str, list[Event]] = {}
    for event in evidence.events("child_event"):
        told.setdefault(str(event.fields["child"]), []).append(event)
    asked = reasons(evidence)
    wrong = [
        (child, what) for child in every if (what := _wrong(child, told.get(child.name, []), asked.get(child.name, "")))
    ]
    called_off = {
        str(e.fields["child"]): str(e.fields.get("reason") or "") for e in evidence.events("child_called_off")
    }
    unbegun = [name for name in told if name not in {c.name for c in every}]
    unknown_children = [name for name in unbegun if name not in called_off]
    never = [(name, _unpaired(told[name], called_off[name])) for name in unbegun if name in called_off]
    lines = [f"child {c.name}, which {DID.get(c.how, 'never ended')}: {what}." for c, what in wrong]
    lines += [f"events were sent of {name}, which never ran." for name in unknown_children]
    lines += [f"child {name}, which was cancelled before it began: {what}." for name, what in never if what]
    if lines:
        kinds = sorted(
            {what.split(",")[0] for _, what in [*wrong, *never] if what}
            | {"event of no child" for _ in unknown_children}
        )
        reason = f"{len(lines)} children of {len(every)} whose events do not fit"
        return failed(reason, len(every), lines, "; ".join(kinds))
    return passed(f"{len(every)} of {len(every)} children were spawned and ended once, for whoever listens", len(every))


def _wrong(child: Child, told: list[Event], reason: str) -> str:
    """What is wrong with the events of a child, cancelled for `reason` or for none: the kind, then the rest."""
    kinds = [str(e.fields["kind"]) for e in told]
    ends = [kind for kind in kinds if kind != "spawned"]
    if kinds.count("spawned") != 1:
        return f"not one spawned event, but {kinds.count('spawned')}"
    if kinds[0] != "spawned" or told[0].at > child.began:
        return "spawned event too late"
    if len(ends) != 1:
        return f"not one event of its end, but {len(ends)} ({', '.join(ends) or 'none'})"
    if child.how and ends[0] != END_OF[child.how]:
        return f"wrong event of its end, {ends[0]}"
    said = str(told[kinds.index(ends[0])].fields.get("reason") or "")
    if child.how == "cancelled" and reason and said != reason:
        return f"another reason, '{said}' for '{reason}'"
    return ""


def _unpaired(told: list[Event], reason: str) -> str:
    """What is wrong with the events of a child that never began: it was spawned, and has to be at its end, too."""
    kinds = [str(e.fields["kind"]) for e in told]
    if kinds.count("spawned") != 1 or kinds[0] != "spawned":
        return f"not one spawned event before the others, but {', '.join(kinds)}"
    if kinds[1:] != ["canceled"]:
        return f"not one event that it was cancelled, but {', '.join(kinds[1:]) or 'none'}"
    said = str(told[1].fields.get("reason") or "")
    return f"another reason, '{said}' for '{reason}'" if reason and said != reason else ""


CHECK = CheckSpec("child_events_are_paired", child_events_are_paired, needs=("child_event", "child_began"))
