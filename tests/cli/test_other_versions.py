"""A results folder that another version of the harness wrote: what each command says of it, and that it stays."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.evidence.facts import FACTS, READABLE
from harness.evidence.seal import sealed
from tests.cli.conftest import Ended

Stress = Callable[..., Ended]
NEXT_STEP = "the version of the harness that made the run, or run the mission again"
READ_STEP = "read it with the version that wrote it, or run the mission again"
LEFT_ALONE = "use the version that wrote it, or move the file away: it is rebuilt from the runs"
OLDER, NEWER = 0, 99


@pytest.fixture
def run_dir(ran: Stress, folder: Path, write_mission: Callable[..., Path]) -> Path:
    write_mission("OWN-001")
    assert ran("OWN-001", "--budget", "5t").code == 0
    (found,) = (folder / "results").glob("*/run-*")
    return found


def of_version(path: Path, key: str, version: int) -> None:
    body: dict[str, Any] = json.loads(path.read_bytes())
    body[key] = version
    sealed_before = body.pop("c", None) is not None
    data = json.dumps(body, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(sealed(data) if sealed_before else data)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("version", [OLDER, NEWER])
@pytest.mark.parametrize(
    ("name", "key", "command", "says", "step"),
    [
        (
            "plan.json",
            "schema",
            "check",
            "plan.json: not a plan of this version (plan schema {}, expected 2)",
            NEXT_STEP,
        ),
        ("plan.json", "schema", "run --resume", "plan.json: not a plan of this version (plan schema {}", NEXT_STEP),
        (FACTS, "v", "check", "harness.json: another version of the evidence, expected 8, got {}", NEXT_STEP),
        (FACTS, "v", "run --resume", "harness.json: another version of the evidence, expected 8, got {}", NEXT_STEP),
        ("run.json", "schema", "report", "run.json: schema {}, this version of the harness reads schema 1", READ_STEP),
        ("run.json", "schema", "diff latest", "run.json: schema {}, this version of the", READ_STEP),
        ("findings.json", "schema", "report", "findings.json: schema {}, this version of the", READ_STEP),
        ("../../ledger.json", "schema", "findings list --out", "ledger.json: schema {}, this version of", LEFT_ALONE),
    ],
)
def test_what_another_version_wrote_is_named_and_left_as_it_is(
    stress: Stress, folder: Path, run_dir: Path, name: str, key: str, command: str, says: str, step: str, version: int
) -> None:
    of_version(run_dir / name, key, version)
    before = contents(folder / "results")
    ended = stress(*command.split(), "results" if "--out" in command else str(run_dir))
    assert ended.code == 2, ended.err
    assert says.format(version) in ended.err
    assert step in ended.err
    assert contents(folder / "results") == before


@pytest.mark.parametrize(("name", "key"), [("plan.json", "schema"), (FACTS, "v")])
def test_a_run_of_another_version_is_not_verified_and_not_called_wrong(
    stress: Stress, run_dir: Path, name: str, key: str
) -> None:
    of_version(run_dir / name, key, OLDER)
    ended = stress("report", "verify", str(run_dir))
    assert ended.code == 3, ended.out
    assert "differs: " not in ended.out
    assert f"not verified: {name}: " in ended.out


@pytest.mark.parametrize("version", [version for version, lacking in READABLE.items() if lacking])
def test_facts_of_the_versions_before_are_still_judged(stress: Stress, run_dir: Path, version: int) -> None:
    path = run_dir / FACTS
    body = {k: v for k, v in json.loads(path.read_bytes()).items() if k not in {*READABLE[version], "c"}}
    path.write_bytes(sealed(json.dumps({**body, "v": version}, separators=(",", ":")).encode() + b"\n"))
    assert stress("check", str(run_dir)).code == 0


def test_runs_of_another_version_are_cleaned_like_others(stress: Stress, folder: Path, run_dir: Path) -> None:
    for number in (2, 3):
        shutil.copytree(run_dir, run_dir.with_name(f"{run_dir.name[:-3]}{number:03}"))
    for name in ("plan.json", "run.json"):
        of_version(run_dir / name, "schema", OLDER)
    ended = stress("clean", "--keep", "2")
    assert ended.code == 0, ended.err
    assert sorted(p.name[-3:] for p in run_dir.parent.iterdir()) == ["002", "003"]
    assert (folder / "results" / "ledger.json").is_file()
