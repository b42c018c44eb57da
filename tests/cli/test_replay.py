"""`replay`: what no worker could use is refused before one starts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import replay
from harness.wire import ScenarioRun, Stage
from tests.cli.conftest import Ended

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
    "seed": (("trial", "seed"), "1", "seed, salt, horizon: expected whole numbers from 0"),
    "setting": (("trial", "setting"), "fast", "unknown setting 'fast'"),
    "strategy": (("trial", "strategy"), 7, "engine, strategy, setting: expected text"),
    "interrupts": (("trial", "interrupts"), [-1], "interrupts: expected whole numbers from 0"),
    "by": (("trial", "by"), "fax", "by: expected task or token, got 'fax'"),
    "fault": (("trial", "fault"), "raise", "fault: expected a mapping"),
    "fault-kind": (
        ("trial", "fault"),
        {"stage": "a", "step": 1, "kind": "burn"},
        "one of the kinds raise, fail, retry",
    ),
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


def test_a_good_token_is_run_again(stress: Stress, folder: Path) -> None:
    (folder / "t.json").write_text(json.dumps(token()))
    ended = stress("replay", "t.json", "--subject", "bundled")
    assert ended.code in (0, 3), ended.err
