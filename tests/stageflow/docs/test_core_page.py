"""The page about the core: its code runs, its table is true, its list of differences is complete."""

import asyncio
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from stageflow import (
    Pipeline,
    StageContext,
    StageGraph,
    StageKind,
    StageOutput,
    StageSpec,
    SubpipelineSpawner,
    UnifiedPipelineCancelled,
    UnifiedStageExecutionError,
    run_pipeline,
)
from stageflow.testing import create_test_pipeline_context

PAGE = Path(__file__).parents[3] / "docs" / "core.md"
TEXT = PAGE.read_text()


def rows(heading: str) -> list[list[str]]:
    """The table below a heading, without its own heading."""
    part = TEXT.split(heading, 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_tutorials_code_runs() -> None:
    code = re.findall(r"^```python\n(.*?)^```", TEXT, re.S | re.M)
    assert len(code) >= 6
    namespace: dict[str, Any] = {}
    for number, block in enumerate(code, 1):
        exec(compile(block, f"docs/core.md, block {number}", "exec"), namespace)


ENDINGS: dict[str, Any] = {
    "OK": StageOutput.ok(),
    "SKIP": StageOutput.skip("why"),
    "RETRY": StageOutput.retry("again"),
    "CANCEL": StageOutput.cancel("enough"),
    "FAIL": StageOutput.fail("no"),
    "an exception": ValueError("boom"),
}


def yes(value: bool) -> str:
    return "yes" if value else "no"


def unified(ending: Any) -> list[str]:
    """in the results, dependents run, run raises"""
    ran: list[str] = []

    async def first(ctx: StageContext) -> Any:
        if isinstance(ending, Exception):
            raise ending
        return ending

    async def second(ctx: StageContext) -> None:
        ran.append("second")

    pipeline = Pipeline().with_stage("first", first, StageKind.WORK)
    pipeline = pipeline.with_stage("second", second, StageKind.WORK, dependencies=("first",))
    raises = "nothing"
    try:
        results = asyncio.run(run_pipeline(pipeline))
    except (UnifiedStageExecutionError, UnifiedPipelineCancelled) as error:
        raises, results = type(error).__name__, error.results
    return [yes("first" in results), yes(bool(ran)), raises]


def legacy(ending: Any) -> list[str]:
    """status, dependents run"""
    ran: list[str] = []

    class First:
        async def execute(self, ctx: Any) -> Any:
            if isinstance(ending, Exception):
                raise ending
            return ending

    class Second:
        async def execute(self, ctx: Any) -> None:
            ran.append("second")

    specs = [StageSpec(name="first", runner=First), StageSpec(name="second", runner=Second, dependencies=("first",))]
    results = asyncio.run(StageGraph(specs).run(create_test_pipeline_context()))
    return [results["first"].status, yes(bool(ran))]


def child(ending: Any) -> str:
    """success"""

    async def stage(ctx: StageContext) -> Any:
        if isinstance(ending, Exception):
            raise ending
        return ending

    async def runner(ctx: Any) -> Any:
        return await run_pipeline(Pipeline().with_stage("stage", stage, StageKind.WORK))

    spawned = SubpipelineSpawner().spawn("child", create_test_pipeline_context(), uuid4(), "parent", runner)
    return str(asyncio.run(spawned).success)


def test_the_table_names_every_ending() -> None:
    assert [row[0] for row in rows("## What the endings mean")] == list(ENDINGS)


@pytest.mark.parametrize("row", rows("## What the endings mean"), ids=lambda row: row[0])
def test_a_row_of_the_table_of_endings(row: list[str]) -> None:
    ending = ENDINGS[row[0]]
    assert row[1:] == [*unified(ending), *legacy(ending), child(ending)]


def test_every_defect_of_these_packages_has_its_line() -> None:
    numbers = {number for row in rows("## Coming from 0.5.0") for number in row[1].split(", ")}
    assert numbers == {f"{n:02}" for n in range(1, 42)} - {"17"} | {"17b"}
