"""The baseline that a user committed: read once for a run, written anew where that was asked for."""

from pathlib import Path

from harness.errors import UsageError
from harness.evidence.paths import write_atomically
from harness.findings.baseline import failing, fixed, read_baseline
from harness.findings.baseline_text import EMPTY, updated
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.mission.places import read_bytes, shown


def baseline_content(path: Path, *, may_be_new: bool) -> bytes:
    """What a baseline holds; an empty one where there is none yet and there may be.

    Raises MissionError with the place of what cannot be used, UsageError where there is no such file.
    """
    if not path.exists():
        if may_be_new:
            return EMPTY.encode()
        raise UsageError(f"--baseline {shown(path)}: there is no such file\n  --update-baseline beside it writes one")
    content = read_bytes(path)
    read_baseline(content, shown(path))
    return content


def rewrite_baseline(path: Path, run: RunDocument, findings: FindingsDocument) -> tuple[int, int]:
    """Takes in what could fail the run and takes out what it disproves; gives how many came and went.

    Entries that are expired or graver now are written anew, without the reason and the day that were given for the old
    state. Everything else stays as it is, and a file that would not change is not written. Raises UsageError where it
    cannot be written.
    """
    text = baseline_content(path, may_be_new=True).decode("utf-8-sig")
    baseline = read_baseline(text.encode(), shown(path))
    stands = {a.fingerprint for a in run.baseline.answers if a.status == "known"} if run.baseline else set()
    could_fail = failing(findings.findings, run.hypotheses)
    add = [f for f in could_fail if f.fingerprint not in stands & baseline.known.keys()]
    gone = fixed(baseline, run.mission.id, findings.findings, run.hypotheses)
    renewed = {f.fingerprint for f in add} & baseline.known.keys()
    if add or gone or not path.exists():
        write_atomically(path, updated(text, baseline, run.mission.id, add, gone | renewed).encode())
    return len(add), len(gone)
