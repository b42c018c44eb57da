"""one_writer_wins: of several first writes to one name exactly one is acknowledged."""

from harness.checks.construction import one_actor
from harness.checks.overlap import first_overlap
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, vacuous
from harness.evidence.records import Operation


def one_writer_wins(evidence: TrialEvidence) -> Verdict:
    """For each name that several writers tried to write first, exactly one was acknowledged.

    Vacuous where no two attempts on one name overlapped, excluded where there is one writer only. An attempt of unknown
    outcome may have been the winner of a name that has no other. Says nothing about which writer ought to win.
    """
    attempts = evidence.operations("write_first")
    by_name: dict[str, list[Operation]] = {}
    for attempt in attempts:
        by_name.setdefault(attempt.target, []).append(attempt)
    several = {name: tries for name, tries in by_name.items() if len(tries) > 1}
    wrong, contended = [], 0
    for name, tries in several.items():
        winners = [a for a in tries if a.outcome == "ok"]
        contended += first_overlap(tries) is not None
        if len(winners) > 1 or (not winners and all(a.outcome != "unknown" for a in tries)):
            who = ", ".join(f"{w.actor} (steps {w.invoke} to {w.ret})" for w in winners[:4]) or "nobody"
            wrong.append(f"{name}: {len(winners)} of {len(tries)} first writes acknowledged: {who}")
    if wrong:
        signature = "several winners" if any(": 0 of" not in w for w in wrong) else "no winner"
        return failed(f"{len(wrong)} of {len(several)} names without a single winner", len(attempts), wrong, signature)
    if one_actor(evidence.scenario):
        return excluded("there is one writer only, so that no two first writes can overlap", len(attempts))
    if not contended:
        return vacuous("no two first writes to one name overlapped", len(attempts))
    return passed(f"exactly one winner for each of {len(several)} names, {contended} contended", len(attempts))


CHECK = CheckSpec("one_writer_wins", one_writer_wins, needs=("op:write_first",))
