"""What a worker is asked to do, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from harness.catalogue.dx_measures import MEASURE
from harness.evidence.records import Sample, Summary, WorkerEnd
from harness.wire import ScenarioRun

USAGE = ("samples", "rss_bytes_max", "cpu_percent_max", "threads_max")


@dataclass(frozen=True, slots=True)
class Job:
    """One order for a worker of its own. `label` names its files; `plants` are put in before it starts.

    `keep` says whether its records are stored: those of a calibration are counted only.
    """

    label: str
    order: Mapping[str, Any]
    plants: tuple[str, ...] = ()
    deadline_s: float = 60.0
    scenario: ScenarioRun | None = None
    keep: bool = False


@dataclass(slots=True)
class JobResult:
    """`end` is how its last worker ended, `attempts` how each did; `answers` are the frames that closed an order.

    `refused` is what the worker said when it could not start (a plant that cannot be applied); `begun` is the last
    trial that it is known to have begun, `stored` the place of the last record that it sent. `ended` says that no
    further attempt is made; `usage` says how often its workers were measured and the most that they took.
    """

    job: Job
    attempts: list[WorkerEnd] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)
    usage: dict[str, int] = field(default_factory=lambda: dict.fromkeys(USAGE, 0))
    ready: dict[str, Any] = field(default_factory=dict)
    refused: str = ""
    begun: int = 0
    stored: tuple[int, int] = (-1, -1)
    log_lines: int = 0
    ended: bool = False

    @property
    def completed(self) -> bool:
        return bool(self.attempts) and self.attempts[-1].ended == "completed"

    def measured(self, samples: Sequence[Sample]) -> None:
        """Adds the measurements of one worker to `usage`."""
        self.usage["samples"] += len(samples)
        for name in USAGE[1:]:
            values = (getattr(sample, name.removesuffix("_max")) for sample in samples)
            self.usage[name] = max(self.usage[name], *values, 0)


Key = tuple[str, bool]
"""Who a job is among those of a run: its label, and whether its records are stored."""


def key_of(job: Job) -> Key:
    return job.label, job.keep


def names_in(job: Job) -> frozenset[str]:
    """Names that answers of the job are read by: those of its stages, or of what probes are asked for. A pattern of
    what is redacted takes no whole name out.
    """
    if job.scenario is None:
        return frozenset((*job.order.get("probes", ()), *MEASURE))
    return frozenset((job.scenario.id, *(stage.name for stage in job.scenario.stages)))


class Watcher(Protocol):
    """Is told what happens while jobs run; used for live progress. Must not raise, must not block."""

    def started(self, job: Job) -> None: ...
    def progressed(self, job: Job, trials: int, failing: int) -> None: ...
    def ended(self, result: JobResult) -> None: ...


class NobodyWatches:
    """A watcher that does nothing."""

    def started(self, job: Job) -> None:
        """Nothing to do."""

    def progressed(self, job: Job, trials: int, failing: int) -> None:
        """Nothing to do."""

    def ended(self, result: JobResult) -> None:
        """Nothing to do."""


def answers_of(results: Sequence[JobResult], kind: str) -> list[dict[str, Any]]:
    """All answers of one kind ("done", "probes", "replayed", "shrunk"), in the order of the jobs."""
    return [a for r in results for a in r.answers if a["t"] == kind]


def summary_of(done: Mapping[str, Any]) -> Summary:
    """The summary record of a frame that closed a scenario."""
    return Summary(**{k: v for k, v in done.items() if k not in ("t", "sc")})
