"""What a trial leaves behind, as typed values and as JSON lines. Shared by worker and parent; standard library only.

Only str, int below 2**53, bool, None, lists and dicts of these go into a record, so that nothing in a subject's data
can break a line. Logical time is a counter of the trial (`Recorder.tick`), never a clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, get_args, get_origin

VERSION = 2
CUT_SHORT = "cut_short"
"""Stands in the place of an outcome's digest where a sweep disturbed the run."""
NO_RESULT = "no_result"
"""Stands in the place of an outcome's digest where a trial ended well and its scenario has no results to give."""
STAGE_RAISED = "stage_error"
"""How a trial ended in which a stage of the mission's author raised; stands in the place of its outcome's digest."""
Scalar = str | int | bool | None
OpOutcome = Literal["ok", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One invoke/return pair: `actor` called `f` on `target` with `value`.

    `outcome` is ok (it returned), fail (it raised, see `detail`) or unknown (it never came back, then `ret` is None).
    """

    K: ClassVar = "op"
    actor: str
    f: str
    target: str
    value: Scalar
    outcome: OpOutcome
    invoke: int
    ret: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at logical time `at`."""

    K: ClassVar = "event"
    name: str
    at: int
    fields: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The deep digest of `of` at the moment `when` ("before", "after", ...), with a preview of at most 1 kB."""

    K: ClassVar = "fingerprint"
    of: str
    when: str
    digest: str
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of the pipeline gave for one stage; `run` tells the runs of a trial apart."""

    K: ClassVar = "result"
    run: str
    stage: str
    status: str
    digest: str
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of the metric `name` (of `harness.catalogue.metrics`), measured in a trial."""

    K: ClassVar = "measure"
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line that the subject logged."""

    K: ClassVar = "log"
    level: str
    logger: str
    message: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A measurement of the worker by the parent: seconds since the scenario started, bytes, percent."""

    K: ClassVar = "sample"
    at_ms: int
    rss_bytes: int
    cpu_percent: int
    threads: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The head of a trial: how it was scheduled and what the worker said of it. Written after its other records.

    `choices` is the schedule: an index into the options of each step that had more than one. `setting` says what the
    schedule needed: native, latency, reorder, cancellation, fault, threads-gil or threads-any; `salt` ordered the sets
    of tasks; `horizon` is how many choices PCT expected. `outcome` is the digest of everything a caller can see of the
    result; `verdicts` maps check to PASS, UNKNOWN or FAIL. A sweep disturbed the run: `interrupts` are the steps after
    which it was cancelled, `by` "task" or "token"; or `fault` is {stage, step, kind}. `reference_us` is what a fixed
    piece of work took right before and after a native trial, on average; 0 where it was not measured.
    """

    K: ClassVar = "trial"
    driver: str
    strategy: str
    engine: str
    seed: int
    steps: int
    ended: str
    outcome: str
    records: int
    verdicts: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[int] = ()
    schedule: str = ""
    duration_us: int = 0
    detail: str = ""
    setting: str = "native"
    salt: int = 0
    horizon: int = 0
    interrupts: Sequence[int] = ()
    by: str = ""
    fault: Mapping[str, Scalar] = field(default_factory=dict)
    reference_us: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all trials of a scenario, stored or not; the last record of a scenario that came to its end.

    `checks` maps check to {PASS | UNKNOWN | FAIL | VACUOUS | EXCLUDED | UNSUPPORTED: trials}; `first_fail` maps check
    to the first trial that failed it; `outcomes` counts the most frequent outcome digests. `settings` counts trials by
    what their schedule needed, `failing` maps check to the same for those that failed it. Of `pairs` of steps of
    different actors, `pairs_both` ran in both orders; where `pairs_all` is false there were more steps than are
    counted. `exhausted` is the number of preemptions up to which every schedule was tried, -1 for none;
    `thread_schedules` counts trials with controlled threads; `unrepeatable` says how one schedule, run twice, differed;
    `swept` says how many of how many points the sweeps tried in `sweep_trials`. `metrics` maps a metric to its
    aggregates over all trials.
    """

    K: ClassVar = "summary"
    trials: int
    native: int
    explored: int
    stored: int
    operations: int
    distinct_schedules: int
    distinct_outcomes: int
    outcomes: Mapping[str, int]
    checks: Mapping[str, Mapping[str, int]]
    first_fail: Mapping[str, int]
    levels: Mapping[str, int] = field(default_factory=dict)
    settings: Mapping[str, int] = field(default_factory=dict)
    failing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    thread_schedules: int = 0
    sweep_trials: int = 0
    pairs: int = 0
    pairs_both: int = 0
    pairs_all: bool = True
    exhausted: int = -1
    unrepeatable: str = ""
    swept: str = ""
    metrics: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkerEnd:
    """How a worker of the scenario ended: completed | died | deadline | not started. One for each attempt."""

    K: ClassVar = "worker"
    ended: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CutOff:
    """What the cap of `bytes_max` bytes kept out of the files of a scenario: records, and lines of its log."""

    K: ClassVar = "cut"
    records: int
    log_lines: int
    bytes_max: int


Record = Operation | Event | Fingerprint | Result | Measure | LogLine | Sample | Trial | Summary | WorkerEnd | CutOff
_ALL = (Operation, Event, Fingerprint, Result, Measure, LogLine, Sample, Trial, Summary, WorkerEnd, CutOff)
KINDS: dict[str, type[Record]] = {t.K: t for t in _ALL}
_NAMES = {kind: tuple(f.name for f in fields(cls)) for kind, cls in KINDS.items()}


def _accepted(annotation: Any) -> tuple[type, ...]:
    """The types that a field may have after it was read from JSON."""
    origin = get_origin(annotation)
    if origin is Literal:
        return (str,)
    if origin in (Mapping, Sequence):
        return (dict,) if origin is Mapping else (list,)
    return get_args(annotation) or (annotation,)


_TYPES = {kind: {f.name: _accepted(f.type) for f in fields(cls)} for kind, cls in KINDS.items()}


def to_json(record: Record, scenario: str, trial: int, seq: int) -> dict[str, Any]:
    """The line of a record: {"v", "k", "sc", "tr", "seq", ...its own fields}."""
    return {
        "v": VERSION,
        "k": record.K,
        "sc": scenario,
        "tr": trial,
        "seq": seq,
        **{name: getattr(record, name) for name in _NAMES[record.K]},
    }


def from_json(line: Mapping[str, Any]) -> Record:
    """The record of a line. Raises ValueError on a foreign version, an unknown kind or fields that do not fit."""
    if line.get("v") != VERSION:
        raise ValueError(f"record version {line.get('v')!r}, expected {VERSION}")
    kind = line.get("k")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"unknown record kind {kind!r}")
    own = {name: line[name] for name in _NAMES[kind] if name in line}
    types = _TYPES[kind]
    for name, value in own.items():
        if not isinstance(value, types[name]):
            raise ValueError(f"record of kind {kind!r} does not fit: {name} is {value!r}")
    if kind == Operation.K and own.get("outcome") not in get_args(OpOutcome):
        raise ValueError(f"record of kind {kind!r} does not fit: outcome is {own.get('outcome')!r}")
    try:
        return KINDS[kind](**own)
    except TypeError as error:
        raise ValueError(f"record of kind {kind!r} does not fit: {error}") from error
