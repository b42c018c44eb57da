"""Family ambiguous_reads: a stage asks for a key that several of the stages before it have given."""

import asyncio
from typing import Any

from harness.evidence.records import Scalar
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

RUNS = ("first to last", "last to first")
"""The order in which the producers give their outputs where nothing but their own steps decides it."""
KEY = "key"


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Two runs of one pipeline after each other, whose producers change places in time."""
    producers = [stage.name for stage in order.stages if not stage.dependencies]
    for number, run in enumerate(RUNS):
        waiting = producers if run == RUNS[0] else producers[::-1]
        await _Run(run, {name: 1 + 2 * waiting.index(name) for name in producers}, subject, recorder).settle(
            order.stages, number
        )


class _Run:
    """One run; `suspensions` is how often each producer suspends before it gives its output."""

    def __init__(self, run: str, suspensions: dict[str, int], subject: Subject, recorder: Recorder) -> None:
        self._run = run
        self._suspensions = suspensions
        self._subject = subject
        self._recorder = recorder
        self._given: list[str] = []

    async def settle(self, stages: tuple[Stage, ...], number: int) -> None:
        snapshot = self._subject.snapshot(run_id=self._subject.run_identity(1 + number), input_text="input")
        graph = self._subject.graph(stages, self._runner)
        results = await self._subject.run(graph, self._subject.stage_context(snapshot))
        for name, output in results.items():
            self._recorder.result(self._run, name, output.status.value, output.data)

    def _runner(self, stage: Stage) -> Any:
        async def produce(_: Any) -> Any:
            for _turn in range(self._suspensions[stage.name]):
                await asyncio.sleep(0)
            self._given.append(stage.name)
            return self._subject.output(**{KEY: f"from {stage.name}"})

        async def consume(ctx: Any) -> Any:
            answer = self._ask(ctx.inputs)
            order = ", ".join(self._given)
            self._recorder.event("ambiguous_read", run=self._run, stage=stage.name, answer=answer, given=order)
            return self._subject.output(answer=answer)

        return Execute(consume if stage.dependencies else produce)

    def _ask(self, inputs: Any) -> Scalar:
        try:
            return str(inputs.get(KEY))
        except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            return f"raises {type(error).__name__}"
