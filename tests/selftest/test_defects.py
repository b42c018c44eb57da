"""Each defect in a copy of the core refutes its own hypotheses of CORE-008, and no others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import engine
from tests.cli.conftest import Ended, folder, stress
from tests.cli.small import SMALL, part_of
from tests.selftest.defects import DEFECTS, write

__all__ = ["folder", "stress"]
FOLLOWED_UP = {
    "a-thread-loses-one-write-in-a-hundred",  # fails in threads that nobody controls
    "two-results-are-swapped",  # in schedules, of several pipelines
}
"""Defects against the whole mission, whose failing trials are also replayed, shrunk and put into scripts. It decides
no hypothesis and is most of what such a run costs: one for each kind of trial shows that it breaks down on none.
"""
DECISIVE = (
    "baseline",
    "stress_concurrent_writes",
    "thread_writes",
    "thread_schedules",
    "immutability_verification",
    "context_isolation",
    "subpipeline_inheritance",
    "sibling_isolation",
)
"""What decides H1 to H8, without calibration; all other defects run against these pipelines."""
WHOLE = {*FOLLOWED_UP, "fork-shares-configuration-one-level-down"}
"""The last is decided by one check on two pipelines, which a part of the mission does not say."""
SEEN_IN_TIME = {"H10"}
"""Threads that nobody controls read what a defect changes for good, or have read everything before it does."""

QUICK = {
    "a-frozen-snapshot-can-be-assigned",
    "a-writer-dies-in-its-thread",
    "two-forks-carry-one-id",
    "every-result-says-that-it-failed",
    "a-frozen-dict-is-made-twice",
    "an-output-keeps-the-stages-own-dict",
    "a-snapshot-reverses-the-callers-list",
}
"""At least one for each hypothesis; all others are marked slow."""


@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in DEFECTS])
def test_a_defect_refutes_its_own_hypotheses(
    name: str, stress: Callable[..., Ended], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mission = "CORE-008" if name in WHOLE else "part.yaml"
    (folder / "part.yaml").write_text(part_of("CORE-008", *DECISIVE))
    if name not in FOLLOWED_UP:
        monkeypatch.setattr(engine, "replay_failures", _left_as_they_are)
    subject = write(name, folder / "defective")
    ended = stress("run", mission, "--subject", f"path:{subject}", "--quiet", *SMALL)
    (run,) = (json.loads(p.read_bytes()) for p in folder.glob("results/CORE-008/run-*/run.json"))
    decided = {h["id"]: h["result"] for h in run["hypotheses"]}
    refuted = {name for name, result in decided.items() if result != "holds"}
    assert refuted - SEEN_IN_TIME == DEFECTS[name][2] - SEEN_IN_TIME, decided
    assert (ended.code, run["verdict"], run["harness_errors"]) == (1, "FAIL", [])


def test_each_hypothesis_is_refuted_by_a_quick_one() -> None:
    assert set.union(*(DEFECTS[name][2] for name in QUICK)) == set.union(*(refuted for *_, refuted in DEFECTS.values()))


async def _left_as_they_are(*_: object) -> None:
    """In the place of the replays of failing trials."""
