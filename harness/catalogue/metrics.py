"""What is measured in a trial, and how its values over all trials become the one number that a threshold is held to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from harness.catalogue.drivers import EXACT


@dataclass(frozen=True, slots=True)
class Metric:
    """A name, its unit, what it counts. A wall-clock metric is held to a fixed limit under --perf only.

    `drivers` and `scenarios` are those of whose trials it is measured; none means all. Where it is `repeatable`, equal
    runs give equal numbers; a time never is.
    """

    name: str
    unit: str
    summary: str
    wall_clock: bool = False
    drivers: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    repeatable: bool = True

    def is_measured(self, scenario: str, drivers: Collection[str]) -> bool:
        """Whether trials of that scenario under one of these drivers have it."""
        under = not self.drivers or any(driver in drivers for driver in self.drivers)
        return under and (not self.scenarios or scenario in self.scenarios)


_TENANTS = ("overlapping_runs", "one_run_id")
_COSTS = ("snapshot_costs",)
_DELTAS = ("delta_chain",)

METRICS: tuple[Metric, ...] = (
    Metric("steps", "steps", "Steps of the event loop, of each trial whose schedule a strategy chose.", False, EXACT),
    Metric("steps_alone", "steps", "Steps of all runs of a trial, each made alone.", False, EXACT, _TENANTS),
    Metric("steps_beside", "steps", "Steps of the same runs, beside each other.", False, EXACT, _TENANTS),
    Metric("ids_drawn", "ids", "Ids whose randomness was counted.", False, (), ("ids_drawn_apart",)),
    Metric("random_bytes", "bytes", "What these ids took of os.urandom.", False, (), ("ids_drawn_apart",)),
    Metric(
        "session_bytes",
        "bytes",
        "What a session holds more after 1,000 turns, by the slope over its checkpoints.",
        False,
        (),
        ("session_growth",),
    ),
    Metric(
        "peak_bytes_per_stage",
        "bytes",
        "The most bytes that were allocated at once during a run, for each of its stages.",
        False,
        (),
        ("run_peak",),
    ),
    Metric("operations", "operations", "Operations that were recorded, of each trial."),
    Metric("payload_bytes", "bytes", "Text in the messages of a snapshot that is written.", False, (), _COSTS),
    Metric(
        "document_bytes",
        "bytes",
        "What was written, as compact JSON in UTF-8.",
        False,
        (),
        (*_COSTS, "stepwise_dump", "delta_chain"),
    ),
    Metric(
        "peak_bytes",
        "bytes",
        "Most memory beside what was in use before, while a snapshot is written or read.",
        False,
        (),
        _COSTS,
    ),
    Metric(
        "work_once", "lines", "Lines of Python that write and read the smallest snapshot of a trial.", False, (), _COSTS
    ),
    Metric("work_doubled", "lines", "The same for twice its text.", False, (), _COSTS),
    Metric("work_fourfold", "lines", "The same for four times its text.", False, (), _COSTS),
    Metric(
        "turn_bytes",
        "bytes",
        "Written, or memory taken to read, between two turns of the event loop, at most.",
        False,
        (),
        ("stepwise_dump",),
    ),
    Metric(
        "turn_lines",
        "lines",
        "Lines of Python that are run between two turns of the event loop, at most, for many small values.",
        False,
        (),
        ("stepwise_dump",),
    ),
    Metric("message_bytes", "bytes", "A message that is appended to a document, as compact JSON.", False, (), _DELTAS),
    Metric("appended_delta_bytes", "bytes", "The delta that says that it was appended.", False, (), _DELTAS),
    Metric(
        "changed_delta_bytes",
        "bytes",
        "The delta of a document in which one message in a hundred has changed.",
        False,
        (),
        _DELTAS,
    ),
    Metric(
        "duration_us",
        "microseconds",
        "Time of each trial on stock asyncio, by the monotonic clock.",
        True,
        ("native",),
        repeatable=False,
    ),
    Metric(
        "frozen_read_percent",
        "percent",
        "Time of reading what a stage is given, of that of equal plain containers right before or after: the median.",
        False,
        ("native",),
        ("frozen_reads",),
        repeatable=False,
    ),
)
METRIC: Mapping[str, Metric] = {metric.name: metric for metric in METRICS}
AGGREGATES: tuple[str, ...] = ("count", "min", "p50", "p95", "p99", "max", "sum")


def metric_names() -> tuple[str, ...]:
    """All that a threshold may name: steps.count, steps.min, ..."""
    return tuple(f"{metric.name}.{how}" for metric in METRICS for how in AGGREGATES)


def aggregates(values: Sequence[int]) -> dict[str, int]:
    """The numbers of AGGREGATES; percentiles by nearest rank, so that each is a value that was seen.

    {"count": 0} where there is no value.
    """
    if not values:
        return {"count": 0}
    ranked = sorted(values)
    ranks = {how: ranked[-(-len(ranked) * percent // 100) - 1] for how, percent in _PERCENTS.items()}
    return {"count": len(ranked), "min": ranked[0], **ranks, "max": ranked[-1], "sum": sum(ranked)}


_PERCENTS = {"p50": 50, "p95": 95, "p99": 99}
