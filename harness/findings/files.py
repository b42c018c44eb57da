"""The finding of files that a subject changes where nobody gave it a place."""

from harness.evidence.facts import FACTS, RunFacts
from harness.findings.finding import Evidence, Finding, Replay, Reproduction
from harness.findings.fingerprint import fingerprint, readable_id

CHECK = "files_outside"
"""Stands where a finding names its check; none judges trials by it."""


def findings_of_files(mission: str, facts: RunFacts) -> list[Finding]:
    """One improvement for all of them, which changes neither verdict nor exit code. Its identity is the mission's: the
    names of files may hold a date or a number.
    """
    if not facts.outside:
        return []
    identity = fingerprint(mission, CHECK, "", "")
    return [
        Finding(
            id=readable_id(mission, "improvement", identity),
            fingerprint=identity,
            type="improvement",
            severity="low",
            title="Files outside of its home, temporary and working folder are changed",
            description="What runs at the same time, and whoever else uses the machine, shares them. It was the Python "
            "code in a worker that set out to change them: the subject's, or that of a stage.",
            created_at=facts.started_at,
            component="files",
            tags=["files"],
            checks=[CHECK],
            witness=facts.outside,
            evidence=Evidence(pipeline="", file=FACTS),
            reproduction=Reproduction(steps=[facts.command], frequency="not measured"),
            replay=Replay(command="", token="", result="not applicable"),
            first_seen=facts.started_at,
            last_seen=facts.started_at,
        )
    ]
