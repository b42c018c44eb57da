"""run.json: everything a run decided, as data. Written by the engine, read by report, diff and CI."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.catalogue.severities import FindingType, Severity

CheckWord = Literal["EXCLUDED", "PASS", "UNKNOWN", "FAIL"]
"""EXCLUDED: by construction of the scenario the premise of the check cannot occur. It counts neither way."""
HypothesisResult = Literal["holds", "refuted", "unsupported", "excluded", "inconclusive", "harness_error", "not_run"]
MissionVerdict = Literal[
    "PASS", "PASS_WITH_CONCERNS", "NEEDS_WORK", "FAIL", "INCONCLUSIVE", "BLOCKED", "NOT_APPLICABLE"
]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CheckResult(Strict):
    """One check on one pipeline: the worst verdict over its trials, and what it rests on."""

    check: str
    pipeline: str
    verdict: CheckWord
    reason: str
    trials: int  # trials this check decided: PASS, UNKNOWN or FAIL
    looked_at: int  # records it looked at in the decisive trial
    witness: list[str] = Field(default_factory=list)
    signature: str = ""
    calibrated: bool | None = None  # True: caught its plant in this run; False: missed it; None: has no plant here
    audited: list[str] = Field(default_factory=list)  # plants it caught in the recorded audit, on this very subject
    settings: list[str] = Field(default_factory=list)  # what a failure needed to show: see catalogue/settings.py
    by_setting: dict[str, tuple[int, int]] = Field(default_factory=dict)  # (failing trials, trials)
    failing_trials: int = 0
    not_run: bool = False  # nobody asked for it in this run: it counts neither way
    unsupported: bool = False  # the subject has no such feature: it counts neither way
    vacuous_trials: int = 0  # trials in which its premise did not occur, so that it said nothing


class Hypothesis(Strict):
    id: str
    claim: str
    promise: str | None
    result: HypothesisResult
    reason: str
    checks: list[CheckResult]


class Calibration(Strict):
    """A plant of this run; `caught` is None where it could not be applied, `trials` the first trial that showed it."""

    plant: str
    summary: str
    guarantee: str
    checks: list[str]
    pipelines: list[str]  # where it was tried
    caught_on: dict[str, list[str]]  # check -> pipelines on which it failed with the plant
    caught: bool | None
    trials: int | None
    of: int
    reason: str


class Scenario(Strict):
    """A pipeline as it was run."""

    pipeline: str
    purpose: str
    family: str
    graph: str
    stages: int
    drivers: list[str]
    trials: int
    native_trials: int
    explored_trials: int
    stored_trials: int
    distinct_schedules: int
    distinct_outcomes: int
    thread_schedules: int = 0  # trials with OS threads under control
    sweep_trials: int = 0  # trials of the drivers cancel_each and fault_each
    swept: str = ""  # "cancel_each: 120 of 120 cancellations of the task, ..."; empty where nothing was swept
    pairs: int = 0  # pairs of steps of different tasks that ran in one order at least
    pairs_all: bool = True  # False: there were more steps than are counted
    pairs_both: int = 0  # of these, in both orders
    exhausted: int = -1  # every schedule with at most so many preemptions was tried; -1: not even those without one
    unrepeatable: str = ""  # how one schedule, run twice, differed; empty where it did not
    metrics: dict[str, dict[str, int]] = Field(default_factory=dict)  # metric -> {count, min, p50, p95, p99, max, sum}
    operations: int
    ended: str  # completed | worker died (...) | deadline | not run
    log_lines: int
    checks: list[CheckResult]


class DxScore(Strict):
    """`score` is None ("n/a") where nothing could be measured; else by `value`, a share or a ratio, and the rubric."""

    category: str
    score: int | None
    value: float | None
    fact: str  # what was measured, in figures


class DxProbe(Strict):
    name: str
    category: str
    ok: bool
    says: str  # the delight or the friction, in words
    fact: str  # what was seen
    code: str  # what was tried


class Dx(Strict):
    rubric: str
    scores: list[DxScore]
    overall: float | None
    probes: list[DxProbe]


class Citation(Strict):
    title: str
    source: str
    relevance: str


class MissionFacts(Strict):
    id: str
    title: str
    priority: str
    risk: str
    components: list[str]
    context: list[str]  # paragraphs of the research section
    known_failure_modes: list[str]
    citations: list[Citation]
    parameters: dict[str, int | float | str | bool]
    path: str
    lines: dict[str, int] = Field(default_factory=dict)  # pipelines/<id> and hypotheses/<id> -> line of the file


class SubjectFacts(Strict):
    spec: str  # bundled, installed, a requirement, path:DIR, as given
    version: str
    digest: str  # content hash of the package
    python: str  # the version it ran under
    asked_python: str = ""  # --python as given; empty: the harness's own
    extras: list[str] = Field(default_factory=list)  # --with as given: requirements and folders


class LogExcerpt(Strict):
    """A stored line of the log: where it stands, and its text cut to what a reader needs."""

    file: str  # relative to the run folder
    line: int
    trial: int
    level: str
    text: str


class LogShape(Strict):
    """Lines that differ in nothing but their numbers, ids and quoted values."""

    level: str
    logger: str
    shape: str
    lines: int


class LogError(Strict):
    """A shape of error, with the first line of it and those around that line in its trial, in order."""

    logger: str
    shape: str
    lines: int
    context: list[LogExcerpt]
    at: int  # which of `context` is the error


class LogPattern(Strict):
    """Something that was seen in the lines of trials. It says what it may mean and decides nothing."""

    name: str
    logger: str
    signature: str  # shape of the lines, the same in every run
    pipeline: str  # where it was seen first
    seen: str
    may_mean: str
    times: int
    trials: int
    excerpts: list[LogExcerpt]


class LogGap(Strict):
    """The longest time between two lines of one trial. Virtual and wall time are never compared with each other."""

    clock: Literal["virtual", "wall"]
    gap_us: int
    trials: int  # in which two lines with a time of this clock stand
    out_of_order: int  # lines with an earlier time than the one before them
    before: LogExcerpt
    after: LogExcerpt


class LogAnalysis(Strict):
    """What the stored lines show. Every list is bounded, and what has no place in it is counted beside it."""

    lines: int
    unreadable: int  # lines that are none, or not as they were written
    trials: int
    trials_happy: int  # whose records speak of nothing that went wrong
    trials_partial: int  # of which not every line is there, so that what is missing says nothing
    by_level: dict[str, int]
    other_levels: int  # lines of levels that are not named in by_level
    by_logger: dict[str, int]
    other_loggers: int  # lines of loggers that are not named in by_logger
    keywords: dict[str, int]  # lines that hold the word
    shapes: list[LogShape]  # the most frequent
    distinct_shapes: int  # that were told apart
    other_shapes: int  # lines whose shape is not in `shapes`
    not_told_apart: int  # lines of other_shapes that came when no more shapes were told apart
    warnings: list[LogShape]  # those at WARNING and above
    other_warnings: int  # lines at WARNING and above whose shape is not in `warnings`
    errors: list[LogError]
    patterns: list[LogPattern]
    other_patterns: int  # sightings that are not in `patterns`
    gaps: list[LogGap]
    with_run: int  # lines that carry the id of a run
    without_run: int  # at INFO and above, in trials in which others carry one


class LogFacts(Strict):
    """`lines` is all the subject logged, stored or not; `stored` is what stands in logs/."""

    lines: int
    stored: int
    by_level: dict[str, int]
    analysis: LogAnalysis | None = None


class Timing(Strict):
    """Native trials only: wall time of one trial. Of at most 100 trials also what a fixed piece of work took beside it,
    in the same order: what is compared between runs is the one over the other.
    """

    pipeline: str
    engine: str
    trials: int
    median_us: int
    min_us: int
    max_us: int
    samples_us: list[int] = Field(default_factory=list)
    reference_us: list[int] = Field(default_factory=list)


class FindingBrief(Strict):
    """A finding as far as a program compares or lists it; findings.json says the rest."""

    id: str
    fingerprint: str  # who it is, in every run of the mission
    type: FindingType
    severity: Severity
    title: str
    component: str
    hypothesis: str | None
    settings: list[str]
    replay: str  # the command; "" where there is none


BaselineStatus = Literal["known", "new", "expired", "regressed"]


class BaselineAnswer(Strict):
    """What the baseline of a run says of a finding that could make it end with 1; only `known` is excused."""

    fingerprint: str
    id: str
    status: BaselineStatus
    reason: str = ""
    until: str = ""  # the last day on which it is excused; empty: without an end


class BaselineUse(Strict):
    """The baseline that a run was judged by, and what it says of each finding that could make the run end with 1."""

    file: str  # as given, without a folder of the machine
    entries: int
    answers: list[BaselineAnswer]


class LeftFile(Strict):
    """A file that the subject left in the scratch folder that was its home, temporary and working folder."""

    path: str  # relative to that folder
    bytes: int


class Resumption(Strict):
    """Once that a run was cut off and went on: when, and how many of its pipelines had ended by then."""

    at: str
    done: int
    of: int


class RunDocument(Strict):
    """The whole of run.json."""

    schema_: Literal[1] = Field(alias="schema", default=1)
    run_id: str
    agent: str
    harness: str
    mission: MissionFacts
    subject: SubjectFacts
    plant: str | None
    seed: int
    budget_trials: int
    budget_s: float | None = None  # seconds of work over all workers, where it was given instead of trials
    perf: bool = False  # whether wall-clock limits were judged
    status: Literal["completed", "failed"]
    started_at: str
    completed_at: str
    duration_s: float
    verdict: MissionVerdict
    verdict_reason: str
    exit_code: int
    fail_on: str = "high"  # the least severity of a bug that makes the run end with 1
    baseline: BaselineUse | None = None
    hypotheses: list[Hypothesis]
    calibration: list[Calibration]
    findings: list[FindingBrief]  # in the order of findings.json
    scenarios: list[Scenario]
    dx: Dx
    logs: LogFacts
    timings: list[Timing]
    checks_declared: int
    checks_decided: int
    harness_errors: list[str]
    environment: dict[str, Any] = Field(default_factory=dict)
    command: str = ""  # repeats this run, with every option that was given
    resumed: list[Resumption] = Field(default_factory=list)  # empty where it was not cut off
    left_behind: list[LeftFile] = Field(default_factory=list)  # the first of them
    left_files: int = 0  # how many there were
    outside: list[str] = Field(default_factory=list)  # the first paths that the subject changed outside of that folder
    outside_paths: int = 0  # how many there were

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @property
    def has_own_templates(self) -> bool:
        """Whether its report was rendered with templates of the user's own, which the run folder does not hold."""
        return "--templates" in self.command.split()
