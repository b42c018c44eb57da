"""Each defect in a copy of the core refutes its own hypotheses, and no others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, folder, stress
from tests.cli.small import SMALL
from tests.selftest.defects import DEFECTS, write

__all__ = ["folder", "stress"]


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_refutes_its_own_hypotheses(name: str, stress: Callable[..., Ended], folder: Path) -> None:
    subject = write(name, folder / "defective")
    ended = stress("run", "CORE-008", "--subject", f"path:{subject}", "--quiet", *SMALL)
    (run,) = (json.loads(p.read_bytes()) for p in folder.glob("results/CORE-008/run-*/run.json"))
    decided = {h["id"]: h["result"] for h in run["hypotheses"]}
    assert {name for name, result in decided.items() if result != "holds"} == DEFECTS[name][2], decided
    assert (ended.code, run["verdict"], run["harness_errors"]) == (1, "FAIL", [])
