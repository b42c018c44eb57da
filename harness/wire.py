"""Frames between parent and worker: one JSON object per line, length-checked, nothing pickled. Stdlib only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FRAME_BYTES_MAX = 8 * 1024 * 1024
PROTOCOL = 1
MARK = "STAGEFLOW_STRESS_WORKER"
"""A variable of the environment, which differs for each worker. What the worker starts inherits it; each line with a
frame begins with it.
"""
OUTSIDE = "outside.jsonl"
"""Beside the home of the workers: paths outside of it that they set out to change, {"path", "changed_ns"} a line."""
LAST_END = b"\0"
"""What the lines end with that a worker leaves behind in a file."""


class WireError(Exception):
    """A frame that cannot be one: too long, not JSON, not an object."""


def encode(frame: Mapping[str, Any]) -> bytes:
    """One line, ASCII only, so that lone surrogates in a text cannot break it. Raises WireError if too long."""
    data = json.dumps(frame, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"
    if len(data) > FRAME_BYTES_MAX:
        raise WireError(f"frame of {len(data)} bytes, at most {FRAME_BYTES_MAX}")
    return data


def decode(line: bytes) -> dict[str, Any]:
    """The object of a line. Raises WireError with the first bytes of what came instead."""
    try:
        frame = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not a frame: {line[:80]!r}") from error
    if not isinstance(frame, dict):
        raise WireError(f"not a frame: {line[:80]!r}")
    return frame


def place_of(record: Mapping[str, Any]) -> tuple[int, int]:
    """The trial of a record, and its number there."""
    return int(record["tr"]), int(record["seq"])


def last_lines(data: bytes) -> list[dict[str, Any]]:
    """The records that a worker left behind, up to a line that was cut off when it died, or that several threads wrote
    at once.
    """
    lines, last = list[dict[str, Any]](), (-1, -1)
    for line in data.partition(LAST_END)[0].splitlines():
        try:
            told = decode(line)
            place = place_of(told)
        except (WireError, KeyError, TypeError, ValueError, OverflowError):
            break
        if place <= last:
            break
        lines.append(told)
        last = place
    return lines


def changed_ns(path: str) -> int | None:
    """When the file, or what the system keeps of it, was last changed; None where there is none."""
    try:
        return Path(path).lstat().st_ctime_ns
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a pipeline: its name, the names it depends on, a behaviour of the catalogue or `module:Class`."""

    name: str
    dependencies: tuple[str, ...]
    behaviour: str


@dataclass(frozen=True, slots=True)
class Payload:
    """What each stage hands on beside its value, by the catalogue's payload_of."""

    kind: str
    size: int = 10
    depth: int = 3
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit on a metric such as "steps.p95", or on the ratio of the first of two metrics to the second."""

    metrics: tuple[str, ...]
    max: float | None = None
    min: float | None = None


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """An order to the worker: one pipeline x workload x parameters, how often, and by which checks it is judged.

    `iterations` counts native trials (for each engine of the subject), `trials` those whose schedule a strategy
    chooses; where `seconds` is not 0, no more of these are begun after so many seconds.
    `clock` "virtual": on the controlled loop `time.monotonic` and `time.perf_counter` give its time. `perf`: wall-clock
    limits are judged. `faults` are what fault_each injects; none means every kind. `expected` is the data that stages
    must give, as the mission's author wrote it down.
    """

    id: str
    family: str
    stages: tuple[Stage, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    drivers: tuple[str, ...] = ("native",)
    iterations: int = 1
    trials: int = 0
    checks: tuple[str, ...] = ()
    seed: int = 0
    deadline_s: float = 60.0
    seconds: float = 0.0
    clock: str = "real"
    thresholds: tuple[Threshold, ...] = ()
    perf: bool = False
    payload: Payload | None = None
    faults: tuple[str, ...] = ()
    expected: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ScenarioRun":
        stages = tuple(Stage(s["name"], tuple(s["dependencies"]), s["behaviour"]) for s in data["stages"])
        limits = tuple(Threshold(tuple(t["metrics"]), t["max"], t["min"]) for t in data.get("thresholds", ()))
        lists = {k: tuple(v) for k, v in data.items() if isinstance(v, Sequence) and not isinstance(v, str)}
        payload = Payload(**data["payload"]) if data.get("payload") else None
        return cls(**{**data, **lists, "stages": stages, "thresholds": limits, "payload": payload})
