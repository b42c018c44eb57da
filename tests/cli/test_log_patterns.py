"""What a subject's log shows, from the run to the report; each test starts from the exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended
from tests.cli.small import own_mission

Stress = Callable[..., Ended]
STAGES = '''\
"""Stages that charge a customer: one retries at once and says nothing of it but in the log."""

import asyncio
import logging

log = logging.getLogger("shop.orders")


class Charges:
    """Gives what it should at once."""

    name, kind = "charges", "transform"

    async def execute(self, ctx):
        log.info("order 17 charged")
        await asyncio.sleep(0)
        return {"charged": 1}


class Retries(Charges):
    """Tries five times without waiting, and then gives what it should."""

    async def execute(self, ctx):
        for attempt in range(5):
            log.error("order %d: attempt %d failed: \\x1b[31m<b>no</b> | `route`", 17, attempt)
        return await super().execute(ctx)
'''


@pytest.fixture
def ran(stress: Stress, folder: Path) -> Callable[[str], tuple[int, Path]]:
    """Runs a mission whose three stages are all of one class."""

    def run(behaviour: str) -> tuple[int, Path]:
        (folder / "missions" / "own_stages.py").write_text(STAGES)
        (folder / "missions" / "OWN-001.yaml").write_text(own_mission(behaviour))
        ended = stress("run", "OWN-001", "--budget", "8t")
        (run_dir,) = (folder / "results").glob("*/run-*")
        return ended.code, run_dir

    return run


def load(run_dir: Path, name: str) -> Any:
    return json.loads((run_dir / name).read_bytes())


def test_a_stage_that_retries_without_a_word_is_told_and_decides_nothing(
    ran: Callable[[str], tuple[int, Path]], stress: Stress
) -> None:
    code, run_dir = ran("Retries")
    run, findings = load(run_dir, "run.json"), load(run_dir, "findings.json")["findings"]
    assert (code, run["verdict"]) == (0, "PASS")
    assert {f["checks"][0]: f["type"] for f in findings} == {
        "log_pattern:duplicate_errors": "improvement",
        "log_pattern:unexpected_error": "improvement",
    }
    assert {f["component"] for f in findings} == {"shop.orders"}
    patterns = {p["name"]: p for p in run["logs"]["analysis"]["patterns"]}
    assert "up to 15 times in a trial" in patterns["duplicate_errors"]["seen"]
    report = (run_dir / "FINAL_REPORT.md").read_text()
    assert "- **Duplicate errors** in `shop.orders` (counting;" in report
    assert "order 17: attempt 0 failed: \\x1b[31m<b>no</b> | `route`" in report
    assert "\x1b" not in report
    before = {path: path.read_bytes() for path in run_dir.glob("*.*")}
    assert stress("check", str(run_dir)).code == 0
    assert stress("report", str(run_dir)).code == 0
    assert {path: path.read_bytes() for path in run_dir.glob("*.*")} == before


def test_the_same_stages_without_it_show_nothing(ran: Callable[[str], tuple[int, Path]]) -> None:
    code, run_dir = ran("Charges")
    run = load(run_dir, "run.json")
    assert (code, run["verdict"], load(run_dir, "findings.json")["findings"]) == (0, "PASS", [])
    analysis = run["logs"]["analysis"]
    assert analysis["patterns"] == [] and analysis["trials_partial"] == analysis["unreadable"] == 0
    assert 0 < analysis["trials_happy"] == analysis["trials"]
    assert analysis["with_run"] > 0
    assert [gap["clock"] for gap in analysis["gaps"]] == ["virtual"]
    assert "None of the patterns that are looked for was seen." in (run_dir / "FINAL_REPORT.md").read_text()
