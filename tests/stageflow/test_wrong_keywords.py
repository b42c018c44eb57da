"""A keyword that a call does not take is refused with the one that was meant."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from stageflow import (
    BackpressureAwareEventSink,
    InterceptorResult,
    StageGraph,
    StageOutput,
    StageSpec,
    SubpipelineSpawner,
)
from stageflow.pipeline import PipelineBuilder, PipelineSpec
from stageflow.suggest import names_keywords
from stageflow.testing import create_test_pipeline_context


async def work(ctx: Any) -> None: ...


CALLS: dict[str, tuple[Callable[..., Any], str, str]] = {
    "StageOutput.skip()": (StageOutput.skip, "reson", "reason"),
    "StageOutput.cancel()": (StageOutput.cancel, "reson", "reason"),
    "StageOutput.fail()": (StageOutput.fail, "eror", "error"),
    "StageOutput.retry()": (StageOutput.retry, "eror", "error"),
    "PipelineContext()": (create_test_pipeline_context, "topologi", "topology"),
    "StageSpec()": (StageSpec, "dependecies", "dependencies"),
    "StageGraph()": (StageGraph, "interceptor", "interceptors"),
    "PipelineBuilder()": (PipelineBuilder, "nme", "name"),
    "PipelineBuilder.with_stage()": (PipelineBuilder().with_stage, "dependecies", "dependencies"),
    "PipelineSpec()": (PipelineSpec, "conditionl", "conditional"),
    "InterceptorResult()": (InterceptorResult, "stage_run", "stage_ran"),
    "SubpipelineSpawner()": (SubpipelineSpawner, "max_dept", "max_depth"),
    "BackpressureAwareEventSink()": (BackpressureAwareEventSink, "max_queue", "max_queue_size"),
}


@pytest.mark.parametrize("where", CALLS)
def test_a_wrong_keyword_says_what_was_meant(where: str) -> None:
    call, wrong, meant = CALLS[where]
    with pytest.raises(TypeError) as caught:
        call(**{wrong: None})
    text = f"{where} got an unexpected keyword argument {wrong!r}; did you mean {meant!r}?"
    assert str(caught.value) == text


def test_what_is_far_from_every_keyword_gets_their_list_without_the_private_ones() -> None:
    with pytest.raises(TypeError, match=r"known keywords: pipeline_run_id, .*, correlation_id$"):
        create_test_pipeline_context(zzz=1)


def test_other_type_errors_pass_and_the_signature_stays() -> None:
    def takes(a: int, *, b: int = 1) -> int:
        return a + b

    named: Callable[..., Any] = names_keywords(takes)
    assert named(1, b=2) == 3
    assert inspect.signature(named) == inspect.signature(takes)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        named(b=2)
    with pytest.raises(TypeError, match="unsupported operand"):
        named(1, b="x")


def test_ok_takes_any_keyword_as_data() -> None:
    assert StageOutput.ok(dta=1).data == {"dta": 1}
