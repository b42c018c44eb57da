"""Arguments that make CORE-008 small, parts of it, copies of the core, missions with stages of their own, and a signal
at a known moment.
"""

import compileall
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness import bundled
from harness.supervisor import JobResult
from harness.supervisor.journal import Journal

SMALL = (
    *("--set", "parallel_stages=6", "--set", "iterations=2", "--set", "concurrent_derivation_depth=4"),
    *("--set", "forks=6", "--set", "concurrency_level=8", "--budget", "12t"),
)

OWN_STAGE = """\
schema: 1
id: OWN-001
title: A counter that two stages share
priority: P1
risk: moderate
hypotheses:
  - id: H1
    claim: The counter counts every stage.
    promise: The counter is documented to count every stage.
    decided_by: [outcome_is_the_same_under_every_schedule]
pipelines:
  - id: counting
    purpose: Stages that add one to a shared counter
    graph: {{kind: fan_out, stages: {stages}}}
    behaviour: {behaviour}
    drivers: [{drivers}]
    deadline_s: {deadline_s}
    checks: [outcome_is_the_same_under_every_schedule]
budget: {{trials: 40}}
"""

STAGES = '''\
"""Stages of a user's own, good and bad."""

import asyncio
import os
import signal
import weakref
from pathlib import Path


class LostUpdate:
    """Reads a counter of the run, suspends, writes it back."""

    name, kind = "lost_update", "transform"
    counts = weakref.WeakKeyDictionary()

    async def execute(self, ctx):
        loop = asyncio.get_running_loop()
        count = self.counts.get(loop, 0)
        if count % 2:
            await asyncio.sleep(0)
        self.counts[loop] = count + 1
        return {"count": count + 1}


class Raises:
    """Raises where another stage has counted between its own two steps."""

    name, kind = "raises", "transform"
    counts = weakref.WeakKeyDictionary()

    async def execute(self, ctx):
        loop = asyncio.get_running_loop()
        count = self.counts.get(loop, 0)
        if count % 2:
            await asyncio.sleep(0)
        if self.counts.get(loop, 0) != count:
            raise LookupError("somebody counted")
        self.counts[loop] = count + 1


class NeedsAProcess:
    """Runs another program, and fails by an error of its own where it cannot."""

    name, kind = "needs_a_process", "transform"

    async def execute(self, ctx):
        try:
            process = await asyncio.create_subprocess_exec("true")
            await process.wait()
        except Exception:
            failed = True
        else:
            failed = False
        if failed:
            raise LookupError("no program")
        return {"count": 1}


class RaisesWhereNobodyControls:
    """Raises once, on stock asyncio."""

    name, kind = "raises_where_nobody_controls", "transform"
    left = [1]

    async def execute(self, ctx):
        if "harness" not in type(asyncio.get_running_loop()).__module__ and self.left:
            self.left.pop()
            raise LookupError("once")
        return {"count": 1}


class Local:
    """Counts nothing that it shares."""

    name, kind = "local", "transform"

    async def execute(self, ctx):
        await asyncio.sleep(0)
        return {"count": 1}


class DiesOnce:
    """Kills its process the first time it runs at all."""

    name, kind = "dies_once", "transform"

    async def execute(self, ctx):
        mark = Path(__file__).with_name("died")
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return {"count": 1}


class Dies:
    """Kills its process."""

    name, kind = "dies", "transform"

    async def execute(self, ctx):
        os.kill(os.getpid(), signal.SIGKILL)


class Hangs:
    """Waits for what never comes."""

    name, kind = "hangs", "transform"

    async def execute(self, ctx):
        await asyncio.Event().wait()


class Prints:
    """Writes to standard output what could be taken for a frame."""

    name, kind = "prints", "transform"

    async def execute(self, ctx):
        print('{"t": "done", "sc": "counting"}', flush=True)
        os.write(1, b"garbage without an end")
        return {"count": 1}
'''

SHOP_STAGE = """\
class Count:
    name, kind = "count", "transform"

    async def execute(self, ctx):
        return {"left": 8}
"""
SHOP = """\
schema: 1
id: SHOP-001
title: Apples are counted
priority: P1
risk: high
hypotheses:
  - {id: H1, claim: Seven are left., promise: One is taken., decided_by: [outputs_are_as_expected]}
pipelines:
  - id: shelf
    purpose: A count
    stages: [{name: count, behaviour: "shop:Count"}]
    expected: {count: {left: 7}}
    drivers: [native]
    checks: [outputs_are_as_expected]
"""


def own_mission(behaviour: str, *, drivers: str = "schedules", stages: int = 3, deadline_s: float = 20) -> str:
    """The text of a mission whose stages are `own_stages:<behaviour>`."""
    return OWN_STAGE.format(behaviour=f"own_stages:{behaviour}", drivers=drivers, stages=stages, deadline_s=deadline_s)


def part_of(mission: str, *pipelines: str, calibration: tuple[str, ...] = ()) -> str:
    """The text of a mission with the id, hypotheses, checks and findings of `mission`, as far as these pipelines go.

    For tests of what is done with a failure, or of what a run says of itself: they need the pipeline that fails and
    nothing of the rest. It has no probes.
    """
    whole: dict[str, Any] = yaml.safe_load((bundled.MISSIONS / f"{mission}.yaml").read_text())
    kept = [p for p in whole["pipelines"] if p["id"] in pipelines]
    assert [p["id"] for p in kept] == list(pipelines)
    checks = {check for pipeline in kept for check in pipeline["checks"]}
    hypotheses = [
        {**h, "decided_by": [d for d in h["decided_by"] if isinstance(d, str) and d in checks]}
        for h in whole["hypotheses"]
    ]
    part = {
        **{key: value for key, value in whole.items() if key != "dx_probes"},
        "parameters": {n: p for n, p in whole["parameters"].items() if f"${{{n}}}" in str(kept)},
        "pipelines": kept,
        "hypotheses": [h for h in hypotheses if h["decided_by"]],
        "findings": [f for f in whole["findings"] if f.get("check") in checks],
        "calibration": list(calibration),
    }
    return yaml.safe_dump(part, sort_keys=False, allow_unicode=True)


def defective_core(folder: Path, defect: str) -> Path:
    """A copy of the core in which `defect` is run when it is imported; gives the folder for `--subject path:`.

    It is compiled here, once, as far as the core itself is not: workers write nothing into a folder of a user's, so
    that each would compile it again.
    """
    package = folder / "stageflow"
    shutil.copytree(bundled.CORE, package, ignore=shutil.ignore_patterns("*.pyc.*"))  # somebody is writing those
    with (package / "__init__.py").open("a") as init:
        init.write("\n" + defect)
    assert compileall.compile_dir(package, quiet=1)
    return folder


@contextmanager
def signalled_when_a_job_has_ended(number: signal.Signals) -> Iterator[None]:
    """Within the block this process gets the signal whenever a job of a run has ended and stands in its journal."""
    note = Journal.note

    def signalling(journal: Journal, result: JobResult) -> None:
        note(journal, result)
        signal.raise_signal(number)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Journal, "note", signalling)
        yield
