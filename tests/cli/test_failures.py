"""What is done about a failing trial before it is reported, as a user meets it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import bundled
from tests.cli.conftest import Ended
from tests.cli.small import defective_core, part_of
from tests.cli.test_run import document, only_run, results

Stress = Callable[..., Ended]

EVERY_31ST_WRITE_IS_LOST = """
from datetime import UTC, datetime
from itertools import count
from stageflow.context import OutputBag as _Bag, OutputEntry as _Entry
_write, _number = _Bag.write_sync, count(1)
def _changed(self, stage_name, output, *, allow_overwrite=False):
    if next(_number) % 31 == 0:
        return _Entry(output, 1, datetime.now(UTC), stage_name)
    return _write(self, stage_name, output, allow_overwrite=allow_overwrite)
_Bag.write_sync = _changed
"""
NO_LOCK = """
from contextlib import nullcontext
from stageflow.context import OutputBag as _Bag
_init = _Bag.__init__
def _changed(self):
    _init(self)
    self._lock = nullcontext()
_Bag.__init__ = _changed
"""


@pytest.fixture
def part(folder: Path) -> Callable[[str], str]:
    """Writes a mission of one pipeline of CORE-008 and gives the name of its file."""

    def write(pipeline: str) -> str:
        (folder / "part.yaml").write_text(part_of("CORE-008", pipeline))
        return "part.yaml"

    return write


def finding(run_dir: Path, id_: str) -> dict[str, Any]:
    found = json.loads((run_dir / "findings.json").read_bytes())["findings"]
    return next(f for f in found if f["id"] == id_)


def test_a_failure_that_depends_on_earlier_trials_is_said_to(
    stress: Stress, folder: Path, part: Callable[[str], str]
) -> None:
    defective_core(folder / "core", EVERY_31ST_WRITE_IS_LOST)
    small = ("--set", "parallel_stages=6", "--set", "iterations=2", "--budget", "12t")
    ended = stress("run", part("stress_concurrent_writes"), "--subject", "path:core", *small)
    run_dir = only_run(folder / "results")
    assert (ended.code, results(document(run_dir))["H2"]) == (1, "refuted")
    replay = finding(run_dir, "CORE-008-BUG-001")["replay"]
    assert (replay["result"], replay["shrunk"]) == ("failed", "")
    assert "after the trials before it, in one process, it does" in replay["note"]
    assert "depends on what they left behind" in " ".join(ended.err.split())
    assert stress("replay", str(run_dir), "BUG-001").code == 1
    token = run_dir / replay["token"]
    alone = json.loads(token.read_bytes())
    del alone["trial"]["after_others"]
    token.write_text(json.dumps(alone))
    assert stress("replay", str(token)).code == 0


def test_threads_that_race_are_shrunk_to_two_writes_and_one_switch(
    stress: Stress, folder: Path, part: Callable[[str], str]
) -> None:
    defective_core(folder / "core", NO_LOCK)
    ended = stress("run", part("thread_schedules"), "--subject", "path:core", "--budget", "12t")
    run_dir = only_run(folder / "results")
    assert ended.code == 1, ended.err
    found = finding(run_dir, "CORE-008-BUG-008")
    assert (found["settings"], found["replay"]["result"]) == (["threads-gil"], "reproduced")
    assert "preemptions to 1, writers from 3 to 2, writes from 2 to 1" in found["replay"]["shrunk"]
    assert "in write_sync; writer-1 goes on" in found["replay"]["account"][0]
    assert stress("replay", str(run_dir), "BUG-008").code == 1
    script = [sys.executable, str(run_dir / found["replay"]["repro"])]
    for core, codes in ((folder / "core", {1}), (bundled.PACKAGE.parent, {0, 3})):
        environment = {**os.environ, "PYTHONPATH": str(core)}
        shown = subprocess.run(script, env=environment, capture_output=True, text=True, check=False)
        assert shown.returncode in codes, shown.stderr


def test_a_failure_that_needs_no_order_says_so(stress: Stress, folder: Path, part: Callable[[str], str]) -> None:
    small = ("--set", "forks=6", "--set", "concurrent_derivation_depth=4", "--budget", "12t")
    assert stress("run", part("context_isolation"), "--plant", "shared-metadata", *small).code == 1
    found = finding(only_run(folder / "results"), "CORE-008-BUG-002")
    assert found["replay"]["account"] == ["It needs no particular order: it shows as stock asyncio runs it."]
