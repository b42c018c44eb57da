"""Payloads on the bundled core: stages hand them on whole, and a change on the way is seen."""

from typing import Any

import pytest

from harness.catalogue.payloads import PAYLOAD
from harness.checks.registry import run_check
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence, Verdict
from harness.wire import Payload, ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import run_controlled
from harness.worker.heads import head_of
from stageflow.core import StageOutput
from stageflow.stages import StageInputs

GOLDEN = "every_output_is_golden"
STAGES = (Stage("a", (), "derive_value"), Stage("b", ("a",), "derive_value"), Stage("c", ("a", "b"), "write_output"))


def judged(subject: Subject, payload: Payload, seed: int = 1) -> Verdict:
    order = ScenarioRun("handed_on", "pipeline_run", STAGES, checks=(GOLDEN,), payload=payload)
    outcome = run_controlled(order, subject, RandomWalk(seed), seed)
    assert (outcome.ended, outcome.detail) == ("completed", "")
    records = tuple(outcome.recorder.records)
    return run_check(GOLDEN, TrialEvidence(order, head_of(outcome, len(records)), records))


@pytest.mark.parametrize("kind", sorted(PAYLOAD))
def test_every_payload_arrives_whole(subject: Subject, kind: str) -> None:
    for seed in range(3):
        assert judged(subject, Payload(kind, size=30, depth=5, seed=seed), seed).outcome is Word.PASS


def test_a_list_that_becomes_a_tuple_on_its_way_out_is_seen(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    ok = StageOutput.ok

    def with_tuples(data: dict[str, Any] | None = None, **fields: Any) -> StageOutput:
        changed = (
            {**(data or {}), "payload": {k: tuple(v) if isinstance(v, list) else v for k, v in data["payload"].items()}}
            if data
            else data
        )
        return ok(changed, **fields)

    monkeypatch.setattr(StageOutput, "ok", with_tuples)
    verdict = judged(subject, Payload("edge_values"))
    assert verdict.outcome is Word.FAIL and verdict.witness[0].startswith("run: stage a gave {'value': ")


def test_a_payload_that_a_consumer_reads_changed_is_seen(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    get_from = StageInputs.get_from

    def rounded(self: StageInputs, stage: str, key: str, *default: Any) -> Any:
        value = get_from(self, stage, key, *default)
        return {**value, "large": [float(n) for n in value["large"]]} if key == "payload" else value

    monkeypatch.setattr(StageInputs, "get_from", rounded)
    verdict = judged(subject, Payload("edge_values"))
    assert verdict.outcome is Word.FAIL
    assert [line.partition(" gave ")[0] for line in verdict.witness] == ["run: stage b", "run: stage c"]
