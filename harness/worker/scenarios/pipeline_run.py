"""Family pipeline_run: runs the pipeline and records what every stage gave."""

import asyncio
from collections.abc import Awaitable, Generator
from typing import Any

from harness.catalogue.behaviours import value_of
from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

RUN = "run"


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One run of the pipeline; its results, and the final read of the bag that `write_output` stages wrote to."""
    bag = subject.output_bag() if any(s.behaviour == "write_output" for s in order.stages) else None
    suspensions = int(order.arguments.get("suspensions", 2))

    def runner(stage: Stage) -> Any:
        if ":" in stage.behaviour:
            return _watched(subject.user_stage(stage.behaviour), stage.name, recorder)
        return Execute(_Derive(stage, bag, suspensions, subject, recorder).execute)

    graph = subject.graph(order.stages, runner)
    snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text="input")
    results = await graph.run(subject.stage_context(snapshot))
    for name, output in results.items():
        recorder.result(RUN, name, output.status.value, output.data)
    if bag is not None:
        _final_read(bag, recorder)


class _Derive:
    """The behaviours derive_value and write_output."""

    def __init__(self, stage: Stage, bag: Any, suspensions: int, subject: Subject, recorder: Recorder) -> None:
        self._stage = stage
        self._bag = bag if stage.behaviour == "write_output" else None
        self._suspensions = suspensions
        self._subject = subject
        self._recorder = recorder

    async def execute(self, ctx: Any) -> Any:
        name, recorder = self._stage.name, self._recorder
        recorder.event("stage_started", stage=name)
        inputs = [str(ctx.inputs.get_from(d, "value")) for d in self._stage.dependencies]
        for _ in range(self._suspensions):
            await asyncio.sleep(0)
        output = self._subject.output(value=value_of(name, inputs))
        if self._bag is not None:
            await write(self._bag, name, name, output, recorder)
            await asyncio.sleep(0)
        recorder.event("stage_ended", stage=name)
        return output


async def write(bag: Any, actor: str, key: str, output: Any, recorder: Recorder) -> None:
    """A recorded `OutputBag.write`; `detail` of an acknowledged write says whether it suspended."""
    call = _CountSuspensions(bag.write(key, output))
    value = digest(output.data)
    invoke = recorder.tick()
    try:
        await call
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.operation(actor, "write", key, value, "fail", invoke, type(error).__name__)
    else:
        recorder.operation(actor, "write", key, value, "ok", invoke, "suspended" if call.count else "did not suspend")


def _final_read(bag: Any, recorder: Recorder) -> None:
    for key in bag.keys():  # noqa: SIM118 - a method of the subject, not a dict
        invoke = recorder.tick()
        output = bag.get_output(key)
        recorder.operation("final", "read", key, digest(output.data) if output is not None else None, "ok", invoke)
    recorder.event("final_read", entries=len(bag))


def _watched(stage: Any, name: str, recorder: Recorder) -> Execute:
    """A stage of the user's own, with its start and end recorded."""
    instance = stage() if isinstance(stage, type) else stage

    async def execute(ctx: Any) -> Any:
        recorder.event("stage_started", stage=name)
        result = await instance.execute(ctx)
        recorder.event("stage_ended", stage=name)
        return result

    return Execute(execute)


class _CountSuspensions:
    """Awaits a coroutine and counts how often it suspends."""

    def __init__(self, awaitable: Awaitable[Any]) -> None:
        self._awaitable = awaitable
        self.count = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        inner = self._awaitable.__await__()
        step: Any = inner.send
        value: Any = None
        while True:
            try:
                future = step(value)
            except StopIteration as end:
                return end.value
            self.count += 1
            try:
                value, step = (yield future), inner.send
            except BaseException as error:  # noqa: BLE001 - a cancellation goes to the coroutine that was cancelled
                value, step = error, inner.throw
