"""Recorded kills: valid for the check, the plant, the scenario and the subject that they were recorded for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from harness import bundled
from harness.errors import HarnessBug
from harness.findings import audited
from harness.findings.audited import key_of, plants_caught, recorded_kills, to_record
from harness.findings.kills import Audit, Kill, PlantAudit
from harness.findings.sources import source_digest
from harness.wire import ScenarioRun, Stage

SHARES = "derived_context_shares_no_mutable_object"
UNCHANGED = "parent_is_unchanged"
ORDER = ScenarioRun(
    "p", "context_derivation", (Stage("a", (), "act"),), {"forks": 3}, seed=1, trials=9, checks=(SHARES,)
)
KILL = Kill("shared-metadata", "M", "p", SHARES, 3, 20)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the harness, with an empty catalogue and its own sources."""
    (tmp_path / "catalogue").mkdir()
    for name in ("behaviours.py", "metrics.py"):
        (tmp_path / "catalogue" / name).symlink_to(bundled.PACKAGE / "catalogue" / name)
    for name in ("checks", "worker", "evidence", "__init__.py"):
        (tmp_path / name).symlink_to(bundled.PACKAGE / name)
    monkeypatch.setattr(bundled, "PACKAGE", tmp_path)
    recorded_kills.cache_clear()
    source_digest.cache_clear()
    yield tmp_path
    recorded_kills.cache_clear()
    source_digest.cache_clear()


def record(package: Path, *kills: Kill) -> None:
    audit = Audit((PlantAudit("shared-metadata", (SHARES, UNCHANGED), kills),), frozenset())
    told = to_record(audit, {("M", "p"): ORDER}, "core", {"seed": 0, "missions": ["M"]})
    (package / audited.FILE).write_bytes(orjson.dumps(told))


@pytest.mark.parametrize(
    ("check", "order", "subject", "caught"),
    [
        (SHARES, ORDER, "core", ["shared-metadata"]),
        (SHARES, replace(ORDER, id="q", seed=7, trials=1, checks=()), "core", ["shared-metadata"]),
        (UNCHANGED, ORDER, "core", []),
        (SHARES, ORDER, "another core", []),
        (SHARES, replace(ORDER, arguments={"forks": 4}), "core", []),
        (SHARES, replace(ORDER, drivers=("schedules",)), "core", []),
        (SHARES, replace(ORDER, family="mutation_attempts"), "core", []),
    ],
    ids=[
        "same",
        "other-seed-and-name",
        "other-check",
        "other-subject",
        "other-arguments",
        "other-driver",
        "other-family",
    ],
)
def test_a_kill_counts_for_what_it_was_recorded_for(
    package: Path, check: str, order: ScenarioRun, subject: str, caught: list[str]
) -> None:
    record(package, KILL)
    assert plants_caught(check, order, subject) == caught


@pytest.mark.parametrize(
    "file",
    [
        f"checks/{SHARES}.py",
        "worker/plants/context/shared_metadata.py",
        "worker/scenarios/context_derivation.py",
        "worker/scenarios/mutation_attempts.py",
        "worker/probes/crawl.py",
        "worker/adapter.py",
        "worker/recorder.py",
        "worker/tally.py",
        "evidence/fingerprint.py",
        "evidence/records.py",
    ],
)
def test_a_kill_is_stale_once_a_source_has_changed(package: Path, file: str) -> None:
    record(package, KILL)
    top = package / file.split("/")[0]
    original = top.resolve()
    top.unlink()
    _copy(original, top)
    (package / file).write_text((package / file).read_text() + "\n# changed\n")
    source_digest.cache_clear()
    assert plants_caught(SHARES, ORDER, "core") == []


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*.py"):
        (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        (target / path.relative_to(source)).write_bytes(path.read_bytes())


def test_a_recorded_plant_that_is_gone_proves_nothing(package: Path) -> None:
    record(package, KILL)
    path = package / audited.FILE
    path.write_bytes(path.read_bytes().replace(b"shared-metadata", b"renamed-plant"))
    assert plants_caught(SHARES, ORDER, "core") == []


def test_nothing_is_proven_without_a_record(package: Path) -> None:
    assert plants_caught(SHARES, ORDER, "core") == []


@pytest.mark.parametrize(
    "kill", [replace(KILL, check="run_ends"), replace(KILL, already=True)], ids=["another", "already"]
)
def test_only_kills_of_checks_that_must_see_the_plant_and_passed_without_are_recorded(
    package: Path, kill: Kill
) -> None:
    record(package, kill)
    assert recorded_kills() == ()


@pytest.mark.parametrize(
    "text", [b"{", b"[]", b'{"schema": 2, "plants": []}', b'{"schema": 1, "plants": [{"name": "x"}]}']
)
def test_a_damaged_record_is_a_bug_of_ours(package: Path, text: bytes) -> None:
    (package / audited.FILE).write_bytes(text)
    with pytest.raises(HarnessBug, match=r"audit\.json is damaged .*make audit"):
        recorded_kills()


def test_a_key_needs_its_sources() -> None:
    with pytest.raises(FileNotFoundError):
        key_of("no_such_check", "shared-metadata", ORDER, "core")
