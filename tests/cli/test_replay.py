"""`replay`: what no worker could use is refused before one starts."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import replay
from harness.subject import resolve
from harness.wire import ScenarioRun, Stage
from tests.cli.conftest import Ended
from tests.cli.small import SHOP, SHOP_STAGE, defective_core

Stress = Callable[..., Ended]
ORDER = ScenarioRun("p", "pipeline_run", (Stage("a", (), "derive_value"),), drivers=("schedules",), trials=1)


def token() -> dict[str, Any]:
    return {
        "v": 2,
        "mission": "CORE-008",
        "mission_digest": "d",
        "scenario": ORDER.to_json(),
        "subject": {"spec": "bundled", "version": "1", "digest": "d"},
        "plants": [],
        "check": "run_ends",
        "trial": {
            "driver": "schedules",
            "strategy": "native",
            "setting": "native",
            "salt": 0,
            "horizon": 0,
            "engine": "tasks",
            "seed": 1,
            "choices": [],
        },
    }


_FAULT: dict[str, Any] = {"stage": "a", "step": 1, "kind": "raise"}
_NATIVE: dict[str, Any] = {**token()["trial"], "driver": "native", "setting": "latency"}
_SWEPT: dict[str, Any] = {
    **token()["trial"],
    "driver": "cancel_each",
    "setting": "cancellation",
    "interrupts": [1],
    "by": "task",
    "fault": {},
}
BAD: dict[str, tuple[tuple[str, ...], object, str]] = {
    "family": (("scenario", "family"), "pipeline_rum", "unknown scenario 'pipeline_rum', did you mean 'pipeline_run'?"),
    "check": (("check",), "run_end", "unknown check 'run_end', did you mean 'run_ends'?"),
    "check-no-name": (("check",), ["run_ends"], "unknown check ['run_ends']"),
    "plant": (("plants",), ["lost-writes"], "unknown plant 'lost-writes', did you mean 'lost-write'?"),
    "plants": (("plants",), "lost-write", "plants: expected a list"),
    "driver": (("trial", "driver"), "natively", "unknown driver 'natively', did you mean 'native'?"),
    "driver-and-family": (("trial", "driver"), "threads", "driver 'threads' does not run scenario 'pipeline_run'"),
    "choices": (("trial", "choices"), [0, "1"], "choices: expected whole numbers from 0"),
    "choices-bool": (("trial", "choices"), [True], "choices: expected whole numbers from 0"),
    "seed": (("trial", "seed"), "1", "seed, salt, horizon: expected whole numbers from 0 to 2**53"),
    "salt": (("trial", "salt"), -1, "seed, salt, horizon: expected whole numbers from 0"),
    "salt-bool": (("trial", "salt"), True, "seed, salt, horizon: expected whole numbers from 0"),
    "horizon": (("trial", "horizon"), 2**64 - 1, "seed, salt, horizon: expected whole numbers from 0"),
    "horizon-float": (("trial", "horizon"), 1.0, "seed, salt, horizon: expected whole numbers from 0"),
    "version-1": (("v",), 1, "schedule version 1, expected 2 another version of stageflow-stress kept it: replay it"),
    "no-version": (("v",), None, "schedule version None, expected 2"),
    "setting": (("trial", "setting"), "fast", "unknown setting 'fast'"),
    "no-outcome": (("check",), "outcome_is_the_same_under_every_schedule", "outcome: expected the one of the trial"),
    "outcome": (("trial", "outcome"), 7, "engine, strategy, setting, outcome: expected text"),
    "strategy": (("trial", "strategy"), 7, "engine, strategy, setting, outcome: expected text"),
    "interrupts": (("trial", "interrupts"), [-1], "interrupts: expected whole numbers from 0"),
    "by": (("trial", "by"), "fax", "by: expected task or token, got 'fax'"),
    "fault": (("trial", "fault"), "raise", "fault: expected a mapping"),
    "fault-kind": (
        ("trial", "fault"),
        {"stage": "a", "step": 1, "kind": "burn"},
        "one of the kinds raise, fail, retry",
    ),
    "strategy-unknown": (("trial", "strategy"), "magic", "strategy: expected one of native, latency, random, pct1, "),
    "engine": (("trial", "engine"), "warp", "engine: expected one of inline, tasks, threads, got 'warp'"),
    "setting-of-sweep": (
        ("trial", "setting"),
        "fault",
        "setting: expected native or latency or reorder for driver 'schedules', got 'fault'",
    ),
    "setting-of-native": (("trial",), _NATIVE, "setting: expected native for driver 'native', got 'latency'"),
    "interrupts-of-none": (("trial", "interrupts"), [1, 2], "interrupts: expected none for driver 'schedules'"),
    "fault-of-none": (("trial", "fault"), _FAULT, "fault: expected none for driver 'schedules'"),
    "by-of-none": (("trial", "by"), "token", "by: expected none for driver 'schedules'"),
    "fault-of-cancel": (
        ("trial",),
        {**_SWEPT, "fault": _FAULT},
        "fault: expected none for driver 'cancel_each' and setting 'cancellation'",
    ),
    "no-interrupts": (
        ("trial",),
        {**_SWEPT, "interrupts": []},
        "interrupts: expected some for driver 'cancel_each' and setting 'cancellation'",
    ),
    "unknown-field": (("zzz",), 1, "unknown field 'zzz' of a token; expected v, mission, "),
    "unknown-field-of-trial": (("trial", "zzz"), 1, "unknown field 'zzz' of trial; expected driver, strategy, "),
    "no-stages": (("scenario", "stages"), [], "stages: expected at least one, for scenario 'pipeline_run'"),
    "stages": (("stages",), {"shop.py": 7}, "stages: expected files with their digests"),
    "digest": (("mission_digest",), 7, "mission_digest: expected text"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_no_worker_could_use_is_refused_in_the_parent(
    stress: Stress, folder: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    place, value, says = BAD[case]
    body = token()
    inner = body
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    (folder / "t.json").write_text(json.dumps(body))
    monkeypatch.setattr(replay, "staged", None)
    ended = stress("replay", "t.json")
    assert ended.code == 2
    assert says in " ".join(ended.err.split()), ended.err


def test_a_sweep_runs_only_what_it_can_reach(stress: Stress, folder: Path) -> None:
    body = token()
    body["trial"]["driver"], body["scenario"]["family"] = "cancel_each", "context_derivation"
    (folder / "t.json").write_text(json.dumps(body))
    ended = stress("replay", "t.json")
    assert ended.code == 2
    assert "driver 'cancel_each' cannot reach into scenario 'context_derivation'" in " ".join(ended.err.split())


@pytest.mark.parametrize("field", ["salt", "horizon", "setting", "seed", "choices", "driver", "strategy"])
def test_a_field_that_is_missing_is_named(
    stress: Stress, folder: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    body = token()
    del body["trial"][field]
    (folder / "t.json").write_text(json.dumps(body))
    monkeypatch.setattr(replay, "staged", None)
    ended = stress("replay", "t.json")
    assert ended.code == 2
    assert f"damaged schedule file ('{field}')" in " ".join(ended.err.split())


WRITES = ScenarioRun("p", "pipeline_run", (Stage("a", (), "write_output"), Stage("b", (), "write_output")))


def kept(folder: Path, plants: list[str], **trial: Any) -> None:
    """A schedule that two stages which write had, on the core; its choices fit no run."""
    body = token()
    body["subject"]["digest"] = resolve("bundled").digest
    body |= {"scenario": WRITES.to_json(), "check": "no_acknowledged_write_is_lost", "plants": plants}
    body["trial"] |= {"setting": "reorder", "salt": 3, "horizon": 12, "choices": [7, 0, 9], **trial}
    (folder / "t.json").write_text(json.dumps(body))


@pytest.fixture
def another(folder: Path) -> str:
    """The core, but for a comment."""
    defective_core(folder / "another", "# another digest\n")
    return "path:another"


@pytest.mark.parametrize(
    ("strategy", "setting", "seed", "shows"),
    [
        ("random", "reorder", 1, True),
        ("pct2", "reorder", 1, False),  # one stage runs to its end before the other begins
        ("pct2", "reorder", 26, True),
        ("latency", "latency", 1, True),
        ("depth-first", "reorder", 1, True),
        ("tape", "latency", 1, True),
    ],
)
def test_another_subject_follows_strategy_and_seed_and_never_diverges(
    stress: Stress, folder: Path, another: str, strategy: str, setting: str, seed: int, shows: bool
) -> None:
    kept(folder, ["lost-write"], strategy=strategy, setting=setting, seed=seed)
    ended = stress("replay", "t.json", "--subject", another)
    assert ended.code == shows, ended.err
    assert (": reproduced" if shows else ": not reproduced") in ended.err


def test_another_subject_without_the_defect_does_not_show_it(stress: Stress, folder: Path, another: str) -> None:
    kept(folder, [], strategy="depth-first")
    ended = stress("replay", "t.json", "--subject", another)
    assert (ended.code, ": not reproduced" in ended.err) == (0, True), ended.err


def test_the_same_subject_follows_the_choices_to_the_letter(stress: Stress, folder: Path) -> None:
    kept(folder, ["lost-write"], strategy="random")
    ended = stress("replay", "t.json")
    assert (ended.code, "choice 0 asks for option 7" in ended.err) == (3, True), ended.err


def test_a_good_token_is_run_again(stress: Stress, folder: Path) -> None:
    (folder / "t.json").write_text(json.dumps(token()))
    ended = stress("replay", "t.json", "--subject", "bundled")
    assert ended.code in (0, 3), ended.err


def test_what_a_run_was_told_by_paths_is_found_from_any_folder_or_it_says_where_it_was_sought(
    stress: Stress, folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = tmp_path_factory.mktemp("shop")  # neither below the folder of the run nor above its results
    (shop / "shop.py").write_text(f"import rack\n\n\n{SHOP_STAGE}")
    (shop / "shop.yaml").write_text(SHOP)
    (folder / "more").mkdir()
    (folder / "more" / "rack.py").touch()
    defective_core(folder / "cores" / "one", "# a digest of its own\n")
    out = tmp_path_factory.mktemp("kept")
    told = ("--subject", "path:cores/one", "--with", "./more", "--budget", "2t", "--out", str(out))
    assert stress("run", str(shop / "shop.yaml"), *told).code == 1
    (run_dir,) = out.glob("*/run-*")
    (found,) = json.loads((run_dir / "findings.json").read_text())["findings"]
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    defective_core(elsewhere / "cores" / "one", "# another one of that name\n")
    replay = ("replay", str(run_dir), found["id"])
    monkeypatch.chdir(elsewhere)
    assert stress(*replay).code == 1

    shop.rename(elsewhere / "market")
    lost = stress(*replay)
    told_of = "".join(lost.err.split())
    assert lost.code == 2
    for place in (shop, elsewhere, folder, run_dir.parent):
        assert str(place / "shop.yaml") in told_of
    assert "shop:Countislookedforbesidethemissionshop.yaml" in told_of
    assert "give the folder that holds it with --stages DIR" in " ".join(lost.err.split())
    assert stress(*replay, "--stages", "nowhere").code == 2

    (folder / "cores").rename(folder / "seeds")
    stages = ("--stages", "market")
    of_that_name = stress(*replay, *stages)
    assert of_that_name.code == 2
    assert f"--subjectpath:{elsewhere}/cores/one" in "".join(of_that_name.err.split())
    (folder / "more").rename(folder / "less")
    lost = stress(*replay, *stages, "--subject", "path:cores/one")
    assert lost.code == 2
    assert f"./moreisinnoneoftheseplaces:{folder}/more{elsewhere}/more" in "".join(lost.err.split())
    assert "say where it lies with --with" in " ".join(lost.err.split())
    downloaded = elsewhere / "project"
    shutil.copytree(folder / "seeds", downloaded / "cores")
    shutil.copytree(folder / "less", downloaded / "more")
    shutil.copytree(elsewhere / "market", downloaded, dirs_exist_ok=True)
    monkeypatch.chdir(downloaded)
    assert stress(*replay).code == 1  # below the current folder


WITH_CHOICES = f"""\
import asyncio

{SHOP_STAGE.replace("return", "await asyncio.gather(*map(asyncio.sleep, (0, 0, 0)))" + chr(10) + " " * 8 + "return")}"""


@pytest.mark.parametrize(
    ("stage", "result", "code"),
    [
        (f"{WITH_CHOICES}\n# a comment\n", "reproduced", 1),
        (WITH_CHOICES.replace("8", "7"), "not reproduced", 0),
        (SHOP_STAGE, "diverged", 3),
    ],
)
def test_stages_that_have_changed_since_are_named_whatever_came_of_it(
    stress: Stress, folder: Path, stage: str, result: str, code: int
) -> None:
    missions = folder / "missions"
    (missions / "shop.py").write_text(WITH_CHOICES)
    (missions / "shop.yaml").write_text(SHOP.replace("[native]", "[schedules]"))
    assert stress("run", "missions/shop.yaml", "--budget", "4t").code == 1
    (kept,) = (folder / "results").glob("SHOP-001/run-*/traces/*expected.json")
    again = ("replay", "SHOP-001/latest", kept.stem)
    (missions / "unrelated.py").write_text("")
    as_it_was = stress(*again)
    assert (as_it_was.code, "have changed" in as_it_was.err) == (1, False)

    (missions / "shop.py").write_text(stage)
    changed = stress(*again)
    assert (changed.code, f"shelf: {result}\n" in changed.err) == (code, True), changed.err
    says = "the mission's own stages have changed since this schedule was kept: shop.py"
    assert " ".join(changed.err.split()).endswith(says), changed.err

    kept.write_text(json.dumps({n: told for n, told in json.loads(kept.read_text()).items() if n != "stages"}))
    of_before = stress(*again)
    assert (of_before.code, "have changed" in of_before.err) == (code, False)
