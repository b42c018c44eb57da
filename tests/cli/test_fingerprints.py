"""The identity of a finding over real runs: what may change without making another finding of it, and what may not."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.cli.small import SHOP, SHOP_STAGE

Stress = Callable[..., Ended]
TWO = (
    SHOP.replace("[{name: count,", '[{name: sold, behaviour: "shop:Sold"}, {name: count,')
    .replace("{count: {left: 7}}", "{count: {left: 7}, sold: {sold: 1}}")
    .replace("[native]", "[native, schedules]")
)
SOLD = SHOP_STAGE + SHOP_STAGE.replace("Count", "Sold").replace('"count"', '"sold"').replace('"left": 8', '"sold": 1')
OTHER = SOLD.replace('"left": 8', '"left": 7').replace('"sold": 1', '"sold": 2')
"""Right and wrong change places: the other stage gives what was not expected."""


def fingerprints(stress: Stress, folder: Path, mission: str, stages: str, *options: str) -> Mapping[str, str]:
    """By id, of the findings of a run of its own, whose mission stands in this folder."""
    (folder / "missions").mkdir(parents=True, exist_ok=True)
    (folder / "missions" / "shop.py").write_text(stages)
    (folder / "missions" / "shop.yaml").write_text(mission)
    ended = stress("run", str(folder / "missions" / "shop.yaml"), "--out", "results", *options)
    assert ended.code == 1, ended.err
    run_dir = max(Path("results").glob("*/run-*"))
    return {f["id"]: f["fingerprint"] for f in json.loads((run_dir / "findings.json").read_text())["findings"]}


def test_a_fingerprint_stays_whatever_is_not_the_defect_and_another_defect_has_another(
    stress: Stress, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fingerprints(stress, folder, TWO, SOLD, "--budget", "2t")
    assert len(first) == 1

    another = fingerprints(stress, folder, TWO, OTHER, "--budget", "2t")
    assert another and not set(first.values()) & set(another.values())

    skips = "from stageflow import StageOutput\n" + SOLD.replace('{"left": 8}', 'StageOutput.skip("closed")')
    same_stage = fingerprints(stress, folder, TWO, skips, "--budget", "2t")
    assert same_stage and not set(first.values()) & set(same_stage.values())
    of_other_data = fingerprints(stress, folder, TWO, SOLD.replace('"left": 8', '"left": 9'), "--budget", "2t")
    assert of_other_data == first  # which data come out a schedule may decide

    # Into the same results, after a run of another defect.
    machine = tmp_path_factory.mktemp("another-machine") / "deep" / "er"
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    titled = TWO.replace("Apples are counted", "Pears are counted").replace("A count", "Another purpose")
    lines = "# a comment\n\n\n"
    seed, budget = ("--seed", "99"), ("--budget", "5t", "--agent", "somebody")
    assert fingerprints(stress, machine, lines + titled, lines + SOLD, *seed, *budget) == first
