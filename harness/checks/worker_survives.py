"""worker_survives: over the attempts to run a scenario."""

import re
from collections.abc import Sequence

from harness.checks.verdict import CheckSpec, Verdict, failed, passed, unknown
from harness.evidence.records import WorkerEnd


def worker_survives(attempts: Sequence[WorkerEnd]) -> Verdict:
    """The worker ended as it should.

    UNKNOWN where it died once and lived when the scenario was run again: it may have been killed from outside. FAIL
    where it died twice, or let its deadline pass without a sign of life.
    """
    lost = [a for a in attempts if a.ended != "completed"]
    if not attempts:
        return unknown("no worker was started")
    if not lost:
        return passed("the worker ended as it should", len(attempts))
    if any(a.ended == "deadline" for a in lost):
        late = [line for a in lost for line in a.detail.splitlines()]
        return failed("a trial did not come to its end before the deadline", len(attempts), late, "deadline")
    if len(lost) == 1:
        return unknown(f"worker {lost[0].detail}", len(attempts))
    details = [a.detail for a in lost]
    return failed(f"the worker died {len(lost)} times: {details[-1]}", len(attempts), details, _way(details[-1]))


def _way(detail: str) -> str:
    """ "killed by SIGSEGV", "exited with code 3"; "died" where something else is said, which may differ each time."""
    return detail if re.fullmatch(r"killed by \w+|exited with code \d+", detail) else "died"


CHECK = CheckSpec("worker_survives", worker_survives, over="process")
