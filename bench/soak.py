"""Whether anything is lost or left over where workers are killed again and again, at moments that a seed draws.

    python -m bench.soak [--starts 1000] [--kill 0.3] [--seed 0]

Runs a small mission until so many workers were started; each is killed with the given probability, at a moment drawn
from the time that a worker takes. Which worker meets which draw depends on the machine, so that a seed repeats the
draws and not the deaths. Prints a table and exits with 1 where one of its rows does not hold.
"""

import argparse
import gc
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression

import anyio
import psutil

from harness.engine import Request, run_mission
from harness.evidence.paths import evidence_file
from harness.evidence.reader import StoredScenario
from harness.evidence.records import Summary

POLL_S = 0.005
BYTES_A_START_MAX = 10_000
OBJECTS_A_START_MAX = 2.0
STARTS_FOR_MEMORY = 200
"""With fewer starts nothing is said of the memory: what the first runs load looks like growth."""
PIPELINES = ("native", "explored", "swept")
MISSION = """\
schema: 1
id: SOAK-001
title: Three small pipelines
priority: P2
risk: low
hypotheses:
  - id: H1
    claim: Every output is right.
    decided_by: [every_output_is_golden]
pipelines:
  - id: native
    purpose: On stock asyncio
    graph: {kind: fan_out, stages: 4}
    checks: [every_output_is_golden]
  - id: explored
    purpose: Under explored schedules
    graph: {kind: fan_out, stages: 4}
    drivers: [schedules]
    checks: [every_output_is_golden]
  - id: swept
    purpose: Both
    graph: {kind: chain, stages: 4}
    drivers: [native, schedules]
    checks: [every_output_is_golden]
budget: {trials: 60}
"""


@dataclass(slots=True)
class Seen:
    """What became of all workers, and what the parent was like after each run."""

    others: frozenset[int] = frozenset()
    """Processes that were there before, and are none of ours."""
    starts: int = 0
    kills: int = 0
    life_s: float = 0.0
    """How long the longest worker of the first run lived: moments are drawn from that time."""
    ends: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    processes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)
    memory: list[tuple[int, int]] = field(default_factory=list)
    """(workers started, bytes of the parent) after each run."""
    objects: list[tuple[int, int]] = field(default_factory=list)
    """(workers started, objects that the parent keeps) after each run: what pages of memory are too coarse for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A promise, what was seen of it, and whether it held; None where too little was seen to say."""

    name: str
    seen: str
    holds: bool | None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Workers killed at drawn moments: what is lost, what is left.")
    parser.add_argument("--starts", type=int, default=1000)
    parser.add_argument("--kill", type=float, default=0.3, help="the share of workers that are killed")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    began = time.perf_counter()
    seen = soak(asked.starts, asked.kill, random.Random(asked.seed))
    rows = rows_of(seen)
    print(f"{seen.starts:,} workers started, {seen.kills:,} killed, seed {asked.seed}", end="")
    print(f", in {time.perf_counter() - began:,.0f} s")
    for row in rows:
        print(f"  {row.name:14} {'not said' if row.holds is None else 'holds' if row.holds else 'BROKEN':9} {row.seen}")
    for what in [*seen.lost, *seen.processes, *seen.files][:20]:
        print(f"  {what}")
    return 1 if any(row.holds is False for row in rows) else 0


def rows_of(seen: Seen) -> list[Row]:
    """The table, from what was seen."""
    ends = ", ".join(f"{times:,} {name}" for name, times in sorted(seen.ends.items()))
    first, last = (seen.descriptors[0], seen.descriptors[-1]) if seen.descriptors else (0, 0)
    return [
        Row("results", f"{ends or 'none'}; {len(seen.lost)} lost", bool(seen.ends) and not seen.lost),
        Row("processes", f"{len(seen.processes)} left", not seen.processes),
        Row("files", f"{len(seen.files)} left", not seen.files),
        Row("descriptors", f"{first} after the first run, {last} after the last", last <= first),
        _growth("parent bytes", seen.memory, BYTES_A_START_MAX, seen.starts),
        _growth("parent objects", seen.objects, OBJECTS_A_START_MAX, seen.starts),
    ]


def _growth(name: str, sizes: Sequence[tuple[int, int]], slope_max: float, all_starts: int) -> Row:
    """The slope over the second half: the first has caches to fill."""
    later = sizes[len(sizes) // 2 :]
    if len(later) < 2:
        return Row(name, "too few runs", None)
    slope = linear_regression(*zip(*later, strict=True)).slope
    told = f"{later[-1][1]:,} at the end, {slope:+,.2f} for each start over the second half (at most {slope_max:,.0f})"
    return Row(name, told, None if all_starts < STARTS_FOR_MEMORY else slope <= slope_max)


def soak(starts: int, share: float, drawn: random.Random) -> Seen:
    """Runs the mission until so many workers were started. The first run is left alone; the others are held to it."""
    seen = Seen(others=frozenset(_children()))
    with tempfile.TemporaryDirectory(prefix="stageflow-stress-soak-") as folder:
        root, usual = Path(folder), tempfile.tempdir
        mission, scratch = root / "mission" / "SOAK-001.yaml", root / "scratch"
        mission.parent.mkdir()
        scratch.mkdir()
        mission.write_text(MISSION)
        tempfile.tempdir = str(scratch)
        try:
            expected = anyio.run(_run, mission, root / "results", seen, 0.0, drawn, {})
            while seen.starts < starts:
                anyio.run(_run, mission, root / "results", seen, share, drawn, expected)
        finally:
            tempfile.tempdir = usual
        seen.processes += left_running(root)
    return seen


async def _run(
    mission: Path, out: Path, seen: Seen, share: float, drawn: random.Random, expected: Mapping[str, Summary]
) -> dict[str, Summary]:
    """One run, with a killer beside it; counts what came of it, and gives the summaries of its pipelines."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_kill, seen, share, drawn)
        _, _, run_dir = await run_mission(Request(mission, out=out, fail_on="never"))
        tasks.cancel_scope.cancel()
    summaries = dict(_summaries(run_dir, seen, expected))
    seen.processes += [f"child {pid} is left" for pid in _children() - seen.others]
    seen.files += [f"{path.relative_to(mission.parent.parent)} is left" for path in _left_over(mission, run_dir)]
    shutil.rmtree(run_dir)
    gc.collect()
    seen.descriptors.append(len(list(Path("/proc/self/fd").iterdir())))
    seen.memory.append((seen.starts, psutil.Process().memory_info().rss))
    seen.objects.append((seen.starts, len(gc.get_objects())))
    return summaries


async def _kill(seen: Seen, share: float, drawn: random.Random) -> None:
    """Looks for workers as they start, and kills those that are drawn when their moment has come."""
    started, doomed = dict[int, float](), dict[int, float]()
    while True:
        alive, now = _children() - seen.others, anyio.current_time()
        for pid in alive - started.keys():
            started[pid] = now
            moment = drawn.uniform(0, seen.life_s)
            if drawn.random() < share:
                doomed[pid] = now + moment
        if not share:
            seen.life_s = max([seen.life_s, *(now - started[pid] for pid in alive)])
        for pid in [pid for pid, moment in doomed.items() if moment <= now]:
            del doomed[pid]
            if pid in alive:
                os.kill(pid, signal.SIGKILL)
                seen.kills += 1
        await anyio.sleep(POLL_S)


def _children() -> set[int]:
    """The processes that this thread started, which is where workers are started from."""
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def _summaries(run_dir: Path, seen: Seen, expected: Mapping[str, Summary]) -> Iterator[tuple[str, Summary]]:
    """What is stored of each pipeline. Lost is what was not killed twice and is not as it was without a killer."""
    for pipeline in PIPELINES:
        stored = StoredScenario(evidence_file(run_dir, pipeline))
        whole = sum(trial.head is not None and trial.head.records == len(trial.records) for trial in stored.trials())
        ends = [end.ended for end in stored.attempts]
        seen.starts += len(ends)
        wrong = [f"{run_dir.name}, {pipeline}: {what}" for what in stored.damage]
        wrong += [f"{run_dir.name}, {pipeline}: {end.detail}" for end in stored.attempts if not _is_ours(end.detail)]
        if ends == ["died", "died"]:
            seen.ends["killed twice"] += 1
        elif stored.summary is None or ends not in (["completed"], ["died", "completed"]):
            wrong.append(f"{run_dir.name}, {pipeline}: ended {ends}, without its last record")
        else:
            seen.ends["undisturbed" if len(ends) == 1 else "killed once"] += 1
            if whole != stored.summary.stored:
                wrong.append(f"{run_dir.name}, {pipeline}: {whole} of {stored.summary.stored} trials are whole")
            if pipeline in expected and _said(stored.summary) != _said(expected[pipeline]):
                wrong.append(f"{run_dir.name}, {pipeline}: says something else than without a killer")
            yield pipeline, stored.summary
        seen.lost += wrong


def _is_ours(detail: str) -> bool:
    return detail in ("", "killed by SIGKILL")


def _said(summary: Summary) -> tuple[object, ...]:
    """What a summary says that does not depend on the clock."""
    return (summary.trials, summary.stored, summary.outcomes, summary.checks, summary.distinct_schedules)


def _left_over(mission: Path, run_dir: Path) -> Iterator[Path]:
    """Scratch folders, files beside the mission, and files of a run that were meant to be renamed."""
    root = mission.parent.parent
    yield from (root / "scratch").iterdir()
    yield from (path for path in mission.parent.iterdir() if path != mission)
    yield from (path for path in run_dir.rglob(".*"))


def left_running(root: Path) -> list[str]:
    """Processes, of whichever parent, that were started with something below this folder."""
    left = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and any(str(root) in value for value in process.environ().values()):
                left.append(f"process {process.pid} is left: {' '.join(process.cmdline())}")
        except psutil.Error:
            continue  # ended meanwhile, or none of ours to look into
    return left


if __name__ == "__main__":
    raise SystemExit(main())
