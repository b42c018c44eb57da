"""Family minted_run_ids: runs that are started without an id, by the call that gives them one."""

import asyncio
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

_RUN: ContextVar[str] = ContextVar("run")


class Labels:
    """Ids are drawn anew in every trial, so they are recorded as numbers, in the order in which they were seen."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._labels: dict[str, str] = {}

    def saw(self, run: str, place: str, run_id: object) -> None:
        """Records `run_identified`, with empty text where there is no id."""
        text = "" if run_id is None else str(run_id)
        label = self._labels.setdefault(text, f"id {len(self._labels) + 1}") if text else ""
        self._recorder.event("run_identified", run=run, place=place, id=label)


class _Sink:
    """The event sink of one run."""

    def __init__(self, run: str, labels: Labels) -> None:
        self._run = run
        self._labels = labels

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self._labels.saw(self._run, f"event {type}", (data or {}).get("pipeline_run_id"))

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self.try_emit(type=type, data=data)


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Runs on one graph at the same time by `run_pipeline`, from every kind of input without an id."""
    start = subject.name("stageflow.plus", "run_pipeline")
    labels = Labels(recorder)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            labels.saw(_RUN.get(), f"stage {stage.name}", ctx.snapshot.pipeline_run_id)
            await asyncio.sleep(0)
            ctx.try_emit_event("seen", {})
            return subject.output(stage=stage.name)

        return Execute(execute)

    graph = subject.graph(order.stages, runner)

    async def run(name: str, given: Any) -> None:
        _RUN.set(name)  # each run is a task of its own, and its stages know it by that
        await start(graph, given, event_sink=_Sink(name, labels))

    async with asyncio.TaskGroup() as group:
        for number in range(int(order.arguments["runs"])):
            given = ({"run": number}, "a text", None, subject.snapshot(input_text="a text"))[number % 4]
            group.create_task(run(f"run {number}", given), name=f"run {number}")
