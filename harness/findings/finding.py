"""findings.json: the schema of a finding, closed and validated before anything is written."""

from typing import Literal

from pydantic import Field

from harness.catalogue.severities import FindingType, Severity
from harness.findings.document import Strict

Frequency = Literal["always", "often", "sometimes", "rarely", "not measured"]


class Reproduction(Strict):
    steps: list[str]
    code_snippet: str = ""
    environment: dict[str, str] = Field(default_factory=dict)
    frequency: Frequency
    conditions: str = ""


class Recommendation(Strict):
    summary: str
    code_suggestion: str = ""
    priority: Literal["P0", "P1", "P2"]


class Evidence(Strict):
    """Where it can be looked up: the pipeline, the trial, the records, relative to the run folder."""

    pipeline: str
    trial: int | None = None
    file: str = ""
    trials: int = 0
    plant: str | None = None  # for a strength: the plant its check caught


class Replay(Strict):
    command: str
    token: str  # path of the schedule file, relative to the run folder; "" where nothing is to be replayed
    result: Literal["reproduced", "failed", "not applicable"]
    repro: str = ""  # path of a script that shows it, relative to the run folder
    note: str = ""  # what a reader has to know about the replay
    shrunk: str = ""  # by how much the trial was made smaller
    account: list[str] = Field(default_factory=list)  # its schedule in words


class Finding(Strict):
    """One thing a reader must know. `fingerprint` is its identity; `id` is for people."""

    id: str
    fingerprint: str
    type: FindingType
    severity: Severity
    title: str
    description: str
    status: Literal["open", "confirmed", "in_progress", "resolved", "wont_fix", "duplicate"] = "open"
    created_at: str
    component: str
    tags: list[str] = Field(default_factory=list)
    hypothesis: str | None = None
    checks: list[str] = Field(default_factory=list)
    promise: str | None = None
    settings: list[str] = Field(default_factory=list)
    witness: list[str] = Field(default_factory=list)
    evidence: Evidence
    reproduction: Reproduction | None = None
    recommendation: Recommendation | None = None
    replay: Replay
    occurrences: int = 1
    first_seen: str
    last_seen: str


class FindingsMetadata(Strict):
    roadmap_entry_id: str
    roadmap_entry_title: str
    agent_run_id: str  # uuid, derived from mission, run id and start
    agent_model: str
    stageflow_version: str
    started_at: str
    completed_at: str
    status: Literal["in_progress", "completed", "failed", "blocked"]
    total_findings: int
    summary: str


class FindingsDocument(Strict):
    """The whole of findings.json."""

    schema_: Literal[1] = Field(alias="schema", default=1)
    metadata: FindingsMetadata
    findings: list[Finding]

    model_config = Strict.model_config | {"populate_by_name": True}
