"""What the harness itself saw of a run, saved and loaded."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import orjson
import pytest

from harness.errors import UsageError
from harness.evidence.facts import FACTS, RunFacts, load_facts
from harness.evidence.seal import sealed


def facts(**changes: Any) -> RunFacts:
    texts = {f.name: f"some {f.name}" for f in fields(RunFacts) if f.type is str}
    return RunFacts(**{**texts, **changes})


@pytest.fixture
def run_dir(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    return tmp_path


def test_facts_come_back_as_they_were(run_dir: Path) -> None:
    saved = facts(
        duration_s=1.5,
        calibration=[{"plant": "lost-write", "refused": "", "completed": True, "first_fail": {"x": 3}, "of": 9}],
        probes=[{"name": "p", "ok": None, "fact": "nothing there"}],
        replays=[{"pipeline": "p", "check": "c", "answers": ["reproduced"]}],
        bugs=["one"],
        environment={"cores": 2},
    )
    saved.save(run_dir)
    assert load_facts(run_dir) == saved


def test_facts_are_saved_again_when_the_workers_have_ended(run_dir: Path) -> None:
    running = facts(completed_at="")
    running.save(run_dir)
    assert load_facts(run_dir).completed_at == ""
    running.completed_at = "2026-03-04T05:06:07+00:00"
    running.save(run_dir)
    assert load_facts(run_dir).completed_at == running.completed_at


def changed(change: Callable[[dict[str, Any]], Any]) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        body = orjson.loads(data)
        del body["c"]
        return sealed(orjson.dumps(change(body) or body) + b"\n")

    return apply


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda data: data[:40], r"harness\.json:\d+:\d+: not JSON"),
        (lambda data: b"\xff", r"harness\.json:\d+:\d+: not JSON"),
        (lambda data: b"[]", "another version of the evidence"),
        (changed(lambda body: body.update(v=1)), "another version of the evidence, expected 8, got 1"),
        (changed(lambda body: {k: v for k, v in body.items() if k != "v"}), "another version"),
        (changed(lambda body: body.update(colour="blue")), "damaged, expected the keys agent, "),
        (changed(lambda body: {k: v for k, v in body.items() if k != "bugs"}), "damaged, expected the keys"),
        (lambda data: data.replace(b"some fail_on", b"sone fail_on"), "damaged, the line is not as it was written"),
    ],
    ids=["cut", "no-text", "a-list", "foreign-version", "no-version", "unknown-key", "missing-key", "flipped"],
)
def test_damaged_facts_are_refused_with_their_place(run_dir: Path, damage: Callable[[bytes], bytes], says: str) -> None:
    facts().save(run_dir)
    path = run_dir / FACTS
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UsageError, match=says):
        load_facts(run_dir)


def test_missing_facts_are_refused(run_dir: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        load_facts(run_dir)
