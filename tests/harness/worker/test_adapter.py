"""Stages of the mission's author: which are accepted, and what is said of the others."""

import functools
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from harness.checks.registry import run_check
from harness.checks.verdict import Outcome
from harness.wire import ScenarioRun, Stage
from harness.worker.__main__ import _stages_found
from harness.worker.adapter import StageNotFound, Subject
from tests.harness.checks.histories import order, trial


class Good:
    async def execute(self, ctx: Any) -> dict[str, int]:
        return {"value": 1}


class Synchronous:
    def execute(self, ctx: Any) -> dict[str, int]:
        return {"value": 1}


class NeedsMore(Good):
    def __init__(self, more: int) -> None:
        self.more = more


class Decorated:
    @functools.wraps(Good.execute)
    def execute(self, ctx: Any) -> Any:
        return Good().execute(ctx)


class Speechless(Exception):
    def __str__(self) -> str:
        raise RuntimeError


class Raises(Good):
    def __init__(self) -> None:
        raise Speechless


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module as it would stand in the mission's folder."""
    module = ModuleType("mine")
    vars(module).update(
        Good=Good,
        good=Good(),
        Decorated=Decorated,
        Synchronous=Synchronous,
        NeedsMore=NeedsMore,
        Raises=Raises,
        number=3,
    )
    vars(module)["function"] = Good.execute
    monkeypatch.setitem(sys.modules, "mine", module)
    return module


@pytest.mark.parametrize("name", ["Good", "good", "Decorated"])
def test_a_class_or_an_instance_with_an_async_execute_is_a_stage(mine: ModuleType, subject: Subject, name: str) -> None:
    assert subject.user_stage(f"mine:{name}") is getattr(mine, name)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Nowhere", "cannot be imported: AttributeError"),
        ("number", "is no stage"),
        ("function", "is no stage"),
        ("Synchronous", "is no stage: expected a class or an instance with an async 'execute'"),
        ("NeedsMore", "cannot be made without arguments: TypeError"),
        ("Raises", "cannot be made without arguments: Speechless: (its text cannot be had"),
    ],
)
def test_what_is_no_stage_is_said_before_anything_runs(
    mine: ModuleType, subject: Subject, name: str, says: str
) -> None:
    with pytest.raises(StageNotFound) as refused:
        subject.user_stage(f"mine:{name}")
    assert says in str(refused.value)
    frames = list[dict[str, Any]]()
    send: Callable[[dict[str, Any]], None] = frames.append
    assert not _stages_found(ScenarioRun("p", "pipeline_run", (Stage("a", (), f"mine:{name}"),)), subject, send)
    assert [(f["t"], f["what"]) for f in frames] == [("failed", "stage")]


@pytest.mark.parametrize(
    ("ended", "detail", "says"),
    [
        (
            "stage_error",
            "KeyError: 'x' (at load.py:2 in fail)",
            "a stage of the mission raised KeyError: 'x' (at load.py",
        ),
        ("refused_io", "loop.connect() reaches outside of the loop", "needs real I/O: use the driver native for it"),
    ],
)
def test_what_says_nothing_of_the_subject_never_fails(ended: str, detail: str, says: str) -> None:
    verdict = run_check("run_ends", trial(order(), ended=ended, detail=detail))
    assert verdict.outcome is Outcome.UNKNOWN
    assert not verdict.vacuous
    assert verdict.reason.startswith(says)
