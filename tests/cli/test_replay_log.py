"""`replay --log`: what the subject logs in the trial that failed, whatever level the run kept."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.cli.small import SHOP

Stress = Callable[..., Ended]
STAGE = """\
import logging

LOG = logging.getLogger("till")

class Count:
    name, kind = "count", "transform"

    async def execute(self, ctx):
        for coin in range({coins}):
            LOG.debug("coin %d is heads", coin)
        return {{"left": 8}}
"""
FAILS_AT_THE_SECOND = """\
import logging

class Count:
    name, kind = "count", "transform"
    seen = 0

    async def execute(self, ctx):
        Count.seen += 1
        logging.getLogger("till").debug("trial %d is heads", Count.seen)
        return {"left": 7 if Count.seen == 1 else 8}
"""


def replayed(stress: Stress, folder: Path, stage: str, driver: str, *options: str) -> Ended:
    """How the replay of the one finding of the mission with this stage ended."""
    assert "[native]" in SHOP
    (folder / "missions" / "shop.py").write_text(stage)
    (folder / "missions" / "shop.yaml").write_text(SHOP.replace("[native]", f"[{driver}]"))
    assert stress("run", "missions/shop.yaml", "--budget", "4t").code == 1
    (found,) = json.loads(next((folder / "results").glob("SHOP-001/run-*/findings.json")).read_text())["findings"]
    return stress("replay", "SHOP-001/latest", found["id"], *options)


@pytest.mark.parametrize(("driver", "coins"), [("native", 3), ("schedules", 3), ("schedules", 1500)])
def test_the_lines_of_the_trial_are_shown_from_debug_on(stress: Stress, folder: Path, driver: str, coins: int) -> None:
    told = replayed(stress, folder, STAGE.format(coins=coins), driver, "--log")
    assert told.code == 1, told.err
    heads = re.findall(r"DEBUG +till: coin (\d+) is heads", told.err)
    assert heads == [str(coin) for coin in range(coins)][: len(heads)]
    ((number, cut),) = re.findall(r"logged: ([\d,]+) lines(, the first 1,000)?", told.err)
    assert (int(number.replace(",", "")) > coins, bool(cut), bool(cut) or len(heads) == coins) == (
        True,
        coins > 1000,
        True,
    )


def test_where_the_driver_keeps_no_log_this_is_said_and_no_number(stress: Stress, folder: Path) -> None:
    told = replayed(stress, folder, STAGE.format(coins=3), "fresh_process", "--log")
    assert (told.code, "heads" in told.err) == (1, False), told.err
    said = " ".join(told.err.split())
    assert said.endswith("logged: not known; the driver fresh_process does not keep what a trial logs"), told.err


def test_nothing_is_shown_unasked(stress: Stress, folder: Path) -> None:
    told = replayed(stress, folder, STAGE.format(coins=3), "schedules")
    assert (told.code, "logged" in told.err, "heads" in told.err) == (1, False, False), told.err


def test_a_trial_that_needs_those_before_it_shows_its_own_lines_only(stress: Stress, folder: Path) -> None:
    told = replayed(stress, folder, FAILS_AT_THE_SECOND, "schedules", "--log")
    assert told.code == 1, told.err
    assert len(re.findall(r"trial \d+ is heads", told.err)) == 1, told.err
