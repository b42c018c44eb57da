"""a_child_gives_its_own_result: what a child run returned is what its parent is given."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def a_child_gives_its_own_result(evidence: TrialEvidence) -> Verdict:
    """The data in the result of spawn() have the deep digest of what that child returned, and of no other.

    Only children that returned and whose parent was told of success are looked at: the others are
    child_failures_reach_the_parent. Vacuous where fewer than two of these children returned different data, as then
    an exchange could not be seen.
    """
    ended = [e for e in evidence.events("child_over") if e.fields["how"] == "returned"]
    returned = {str(e.fields["child"]): str(e.fields["data"]) for e in ended}
    given = {
        str(e.fields["child"]): str(e.fields["data"]) for e in evidence.events("child_result") if e.fields["success"]
    }
    both = [name for name in returned if name in given]
    whose = {data: name for name, data in returned.items()}
    wrong = [
        f"child {name} returned {returned[name]}, its parent was given {given[name] or 'nothing'}"
        + (f", which is what {whose[given[name]]} returned." if given[name] in whose else ".")
        for name in both
        if given[name] != returned[name]
    ]
    if wrong:
        kind = "result of another child" if any("which is what" in line for line in wrong) else "result changed"
        return failed(f"{len(wrong)} of {len(both)} children gave another result", len(both), wrong, kind)
    if len({returned[name] for name in both}) < 2:
        return vacuous("no two children returned different data", len(both))
    return passed(f"{len(both)} of {len(both)} children gave their own result", len(both))


CHECK = CheckSpec("a_child_gives_its_own_result", a_child_gives_its_own_result, needs=("child_over", "child_result"))
