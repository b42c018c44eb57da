"""concurrent_readers_see_one_content: what threads read does not depend on what a stage does meanwhile."""

from collections.abc import Sequence

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous
from harness.evidence.records import Operation

CHANGES = ("derive", "mutate_derived", "mutate_shared")
READ = "read_shared"


def concurrent_readers_see_one_content(evidence: TrialEvidence) -> Verdict:
    """Every read has the deep fingerprint of what the readers were given, `shared:*` before the threads began.

    Vacuous where no read overlapped a derivation or an attempt to change something. It cannot see a change that was
    taken back between two steps of one read, nor say which of the stage's doings it came from: the witness names the
    one that was under way when the read returned.
    """
    given = {of.removeprefix("shared:"): seen["before"].digest for of, seen in evidence.fingerprints("shared:")}
    reads = evidence.operations(READ)
    if not given or not reads:
        return vacuous("nothing was read by other threads")
    if strange := next((r for r in reads if r.target not in given), None):
        return unknown(f"it is not known what {strange.target} held before", len(reads))
    changes = evidence.operations(*CHANGES)
    wrong = [r for r in reads if r.value != given[r.target]]
    if wrong:
        lines = [_told(r, changes) for r in wrong[:3]]
        # Which reads meet it is a matter of the schedule, so no name of theirs may tell one finding from another.
        return failed(f"{len(wrong)} of {len(reads)} reads gave something else", len(reads), lines, "read otherwise")
    if not any(_overlap(r, c) for c in changes for r in reads):
        return vacuous("no read overlapped what the stage did", len(reads))
    return passed(f"{len(reads)} of {len(reads)} reads gave what was there before", len(reads))


def _told(read: Operation, changes: Sequence[Operation]) -> str:
    meanwhile = [c for c in changes if _overlap(read, c)]
    did = f", while {meanwhile[-1].actor} was at {meanwhile[-1].value}" if meanwhile else ""
    return f"{read.actor} read the {read.target} at steps {read.invoke} to {read.ret}{did}: {read.detail}."


def _overlap(one: Operation, other: Operation) -> bool:
    return (other.ret is None or one.invoke < other.ret) and (one.ret is None or other.invoke < one.ret)


CHECK = CheckSpec("concurrent_readers_see_one_content", concurrent_readers_see_one_content, needs=(f"op:{READ}",))
