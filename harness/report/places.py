"""Where in the mission file a finding belongs, for formats that point at a line. Pure."""

from harness.findings.document import RunDocument
from harness.findings.finding import Finding


def place_of(finding: Finding, run: RunDocument) -> tuple[str, int]:
    """(file as the user named it, line): that of the pipeline it was seen on, else of its hypothesis, else line 1."""
    lines = run.mission.lines
    keys = (f"pipelines/{finding.evidence.pipeline}", f"hypotheses/{finding.hypothesis}")
    return run.mission.path, next((lines[key] for key in keys if key in lines), 1)
