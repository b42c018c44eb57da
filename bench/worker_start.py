"""How long a worker takes to its first record: a process of its own, and one forked from a process that is warm.

    python -m bench.worker_start [--rounds 30]

Each round starts a bare interpreter, a worker, a fork of a process that has imported all that a worker imports but the
subject, and a fork of one that has imported the subject, too, in turn. Prints medians of the wall time to each step and
of the processor time (user and system) to the end of one small pipeline, and the ratio of the two ways. Wall time is
worth little while other work runs; the load is printed with it.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO, Any

from harness.subject import Stage, resolve, staged
from harness.supervisor.jobs import Job
from harness.supervisor.limits import limits_here
from harness.supervisor.run import start_order
from harness.wire import MARK, ScenarioRun, decode, encode
from harness.wire import Stage as PipelineStage

ORDER = ScenarioRun(
    "p",
    "pipeline_run",
    (PipelineStage("a", (), "write_output"), PipelineStage("b", ("a",), "write_output")),
    checks=("every_output_is_golden",),
)
JOB = Job("p", {"cmd": "run", "scenario": ORDER.to_json(), "until": []}, scenario=ORDER)
WARM = """
import os, sys
from harness.wire import ScenarioRun, decode, encode
from harness.worker import __main__ as worker
from harness.worker.adapter import Subject
from harness.worker.limits import die_with_the_parent, hold_to
from harness.worker.logs import LogCapture
from harness.worker.run_scenario import ScenarioRunner
from harness.worker.scenarios import ASYNC_FAMILIES
from harness.worker.watchdog import armed

def send(frame):
    for data in worker._encoded(frame):
        os.write(1, data)

subject = Subject() if sys.argv[1] == "whole" else None
ASYNC_FAMILIES.get("pipeline_run")
send({"t": "warm"})
while line := sys.stdin.buffer.readline():
    pid = os.fork()
    if not pid:
        die_with_the_parent()
        order, logs = decode(line), LogCapture()
        hold_to(order["limits"])
        logs.install()
        subject = subject or Subject()
        scenario = ScenarioRun.from_json(order["scenario"])
        with armed(scenario.deadline_s):
            ScenarioRunner(scenario, subject, logs, send, []).run()
        os._exit(0)
    used = os.wait4(pid, 0)[2]
    send({"t": "used", "cpu_s": used.ru_utime + used.ru_stime})
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start: of wall time to each step, of processor time to the end."""

    ready_s: float
    record_s: float
    cpu_s: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A worker's start: cold, and forked from a warm process.")
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args(arguments).rounds
    bare, cold, half, forked = list[Start](), list[Start](), list[Start](), list[Start]()
    with tempfile.TemporaryDirectory() as missions, staged(resolve("bundled"), Path(missions)) as stage:
        with _warm(stage, "whole") as warm, _warm(stage, "without the subject") as half_warm:
            for _ in range(rounds):
                bare.append(_bare(stage))
                cold.append(_cold(stage))
                half.append(_fork(half_warm))
                forked.append(_fork(warm))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{rounds} rounds in turn, medians in ms; {os.cpu_count()} processors, load {load}")
    print(f"  interpreter     {_ms(bare, 'record_s')} wall, {_ms(bare, 'cpu_s')} processor")
    print(f"  cold worker     {_ms(cold, 'ready_s')} to ready, {_ms(cold, 'record_s')} to its first record,", end="")
    print(f" {_ms(cold, 'cpu_s')} processor")
    print(f"  without subject  {_ms(half, 'record_s')} to its first record, {_ms(half, 'cpu_s')} processor")
    print(f"  forked worker   {_ms(forked, 'record_s')} to its first record, {_ms(forked, 'cpu_s')} processor")
    wall, cpu = (_ms(cold, name) / _ms(forked, name) for name in ("record_s", "cpu_s"))
    print(f"  cold / forked   {wall:.1f} wall, {cpu:.1f} processor")
    return 0


def _ms(starts: Sequence[Start], name: str) -> float:
    middle: float = median(getattr(start, name) for start in starts)
    return round(middle * 1000, 1)


def _bare(stage: Stage) -> Start:
    began = time.perf_counter()
    process = subprocess.Popen([stage.subject.python, "-P", "-s", "-c", "pass"], env=stage.environment, cwd=stage.cwd)
    cpu_s = _ended(process)
    return Start(0.0, time.perf_counter() - began, cpu_s)


def _cold(stage: Stage) -> Start:
    began = time.perf_counter()
    with _talking(stage, "-m", "harness.worker") as (process, orders, frames):
        orders.write(encode(start_order(JOB, limits_here())) + encode(JOB.order))
        orders.close()
        ready_s = _until("ready", frames, began)
        record_s = _until("records", frames, began)
        frames.read()
        return Start(ready_s, record_s, _ended(process))


@contextmanager
def _warm(stage: Stage, what: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    with _talking(stage, "-c", WARM, what) as (process, orders, frames):
        _until("warm", frames, 0.0)
        try:
            yield orders, frames
        finally:
            orders.close()
            _ended(process)


def _fork(warm: tuple[IO[bytes], IO[bytes]]) -> Start:
    orders, frames = warm
    began = time.perf_counter()
    orders.write(encode({"scenario": ORDER.to_json(), "limits": limits_here().to_json()}))
    orders.flush()
    record_s = _until("records", frames, began)
    used = _next("used", frames)
    return Start(0.0, record_s, used["cpu_s"])


@contextmanager
def _talking(stage: Stage, *words: str) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes], IO[bytes]]]:
    process = subprocess.Popen(
        [stage.subject.python, "-P", "-s", *words],
        env=stage.environment | {MARK: ""},
        cwd=stage.cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None
    with process.stdin, process.stdout:
        yield process, process.stdin, process.stdout


def _until(kind: str, frames: IO[bytes], began: float) -> float:
    _next(kind, frames)
    return time.perf_counter() - began


def _next(kind: str, frames: IO[bytes]) -> dict[str, Any]:
    return next(frame for frame in map(decode, frames) if frame["t"] == kind)


def _ended(process: "subprocess.Popen[bytes]") -> float:
    """Waits for its end; the seconds of processor time that it took."""
    used = os.wait4(process.pid, 0)[2]
    process.returncode = 0
    return float(used.ru_utime + used.ru_stime)


if __name__ == "__main__":
    raise SystemExit(main())
