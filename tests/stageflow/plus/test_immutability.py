"""The guard that refuses a context which somebody could still change."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from stageflow import ContextSnapshot, Pipeline, StageKind, StageOutput, UnifiedStageExecutionError
from stageflow.plus import ContextImmutabilityValidator
from stageflow.testing import create_test_snapshot, create_test_stage_context


class Handle:
    """An object of a class the core knows nothing about."""


@dataclass
class Open:
    items: list[int]


def check(snapshot: ContextSnapshot[Any], **options: Any) -> StageOutput:
    return asyncio.run(ContextImmutabilityValidator(**options).execute(create_test_stage_context(snapshot=snapshot)))


def test_an_ordinary_context_passes() -> None:
    output = check(create_test_snapshot(metadata={"a": [{"b": {1}}]}))
    assert output.status == "ok"
    assert output.data == {"checked": ["snapshot", "prior_outputs"], "opaque": []}
    assert ContextImmutabilityValidator.kind is StageKind.GUARD


def test_a_mutable_object_is_named_with_its_path() -> None:
    output = check(create_test_snapshot(metadata={"a": Open([1])}))
    assert output.status == "fail"
    assert output.data["mutable"] == [
        "snapshot.metadata['a']: mutable dataclass Open",
        "snapshot.metadata['a'].items: mutable list",
    ]
    assert "snapshot.metadata['a']" in str(output.error)


def test_opaque_objects_are_reported_and_refused_on_request() -> None:
    snapshot = create_test_snapshot(metadata={"h": Handle()})
    assert check(snapshot).data["opaque"] == ["snapshot.metadata['h']: opaque Handle: kept by reference"]
    assert check(snapshot, opaque_fails=True).status == "fail"


def test_it_guards_a_pipeline() -> None:
    pipeline = Pipeline().with_stage("guard", ContextImmutabilityValidator, StageKind.GUARD)
    asyncio.run(pipeline.build().run(create_test_stage_context()))
    with pytest.raises(UnifiedStageExecutionError, match="can be changed"):
        asyncio.run(pipeline.build().run(create_test_stage_context(metadata={"a": Open([1])})))
