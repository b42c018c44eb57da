"""A pipeline run from plain input."""

import asyncio
from typing import Any

import pytest

from stageflow import ContextSnapshot, CorePorts, Pipeline, RunIdentity, StageContext, StageKind, run_pipeline
from stageflow.testing import create_test_snapshot


async def tells(ctx: StageContext) -> dict[str, Any]:
    return {"text": ctx.snapshot.input_text, "metadata": ctx.snapshot.metadata, "id": ctx.pipeline_run_id}


PIPELINE = Pipeline().with_stage("tells", tells, StageKind.WORK)


def outcome(given: Any = None, **options: Any) -> Any:
    return asyncio.run(run_pipeline(PIPELINE, given, **options))["tells"].data


def test_text_and_mappings_become_a_snapshot() -> None:
    assert outcome("hello")["text"] == "hello"
    assert outcome({"a": [1]})["metadata"] == {"a": [1]}
    assert outcome(input_text="x", metadata={"k": 1})["metadata"] == {"k": 1}
    assert outcome()["id"] != outcome()["id"]


def test_a_snapshot_and_a_graph_are_taken_as_they_are() -> None:
    snapshot = create_test_snapshot(input_text="mine")
    outputs = asyncio.run(run_pipeline(PIPELINE.build(), snapshot))
    assert outputs["tells"].data["id"] == snapshot.pipeline_run_id
    assert outcome(ContextSnapshot(run_id=RunIdentity()))["id"] is not None


def test_ports_reach_the_stages() -> None:
    seen: list[Any] = []

    async def looks(ctx: StageContext) -> None:
        seen.append(ctx.inputs.ports)

    ports = CorePorts(db=1)
    asyncio.run(run_pipeline(Pipeline().with_stage("looks", looks, StageKind.WORK), ports=ports))
    assert seen == [ports]


@pytest.mark.parametrize(
    ("given", "fields", "text"),
    [(7, {}, "got int"), (create_test_snapshot(), {"topology": "x"}, "fields beside a ready snapshot: topology")],
    ids=["number", "fields-beside-a-snapshot"],
)
def test_other_input_is_refused(given: Any, fields: dict[str, Any], text: str) -> None:
    with pytest.raises(TypeError, match=text):
        outcome(given, **fields)
