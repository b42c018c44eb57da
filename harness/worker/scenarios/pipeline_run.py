"""Family pipeline_run: runs the pipeline and records what every stage gave."""

import asyncio
from typing import Any

from harness.catalogue.behaviours import value_of
from harness.checks.sequential_model import as_read, content_of
from harness.wire import Payload, ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag import final_read, write
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.swept import Cleanups, Executor, swept_run, swept_stage

RUN = "run"
INPUT = "input"


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One run of the pipeline; its results, and the final read of the bag that `write_output` stages wrote to."""
    bag = subject.output_bag() if any(s.behaviour == "write_output" for s in order.stages) else None
    suspensions = int(order.arguments.get("suspensions", 2))

    cleanups = Cleanups(recorder)

    def runner(stage: Stage) -> Any:
        if ":" in stage.behaviour:
            execute = _watched(subject.user_stage(stage.behaviour), stage.name, recorder)
        else:
            execute = _Derive(stage, order.payload, bag, suspensions, subject, recorder).execute
        execute = swept_stage(stage.name, execute, subject, recorder)
        return Execute(cleanups.stage(execute) if "cleanups_run_once" in order.checks else execute)

    graph = cleanups.graph = subject.graph(order.stages, runner)
    fields = {} if order.payload is None else {"metadata": {"payload": content_of(order.payload, INPUT)}}
    snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text=INPUT, **fields)
    results = await swept_run(subject, graph, subject.stage_context(snapshot), recorder)
    for name, output in results.items():
        recorder.result(RUN, name, output.status.value, output.data)
    if bag is not None:
        final_read(bag, recorder)


class _Derive:
    """The behaviours derive_value and write_output."""

    def __init__(
        self,
        stage: Stage,
        payload: Payload | None,
        bag: Any,
        suspensions: int,
        subject: Subject,
        recorder: Recorder,
    ) -> None:
        self._stage = stage
        self._payload = payload
        self._bag = bag if stage.behaviour == "write_output" else None
        self._suspensions = suspensions
        self._subject = subject
        self._recorder = recorder

    async def execute(self, ctx: Any) -> Any:
        name, recorder = self._stage.name, self._recorder
        recorder.event("stage_started", stage=name)
        inputs = [self._given(ctx.inputs, dependency) for dependency in self._stage.dependencies]
        for _ in range(self._suspensions):
            await asyncio.sleep(0)
        data: dict[str, Any] = {"value": value_of(name, inputs)}
        if self._payload is not None:
            data["payload"] = content_of(self._payload, name)
        output = self._subject.output(**data)
        if self._bag is not None:
            await write(self._bag, name, name, data, output, recorder)
            await asyncio.sleep(0)
        recorder.event("stage_ended", stage=name)
        return output

    def _given(self, inputs: Any, dependency: str) -> str:
        """The value of a dependency, and with a payload what its consumer reads of that."""
        value = str(inputs.get_from(dependency, "value"))
        return value if self._payload is None else as_read(value, inputs.get_from(dependency, "payload"))


def _watched(stage: Any, name: str, recorder: Recorder) -> Executor:
    """A stage of the user's own, with its start and end recorded."""
    instance = stage() if isinstance(stage, type) else stage

    async def execute(ctx: Any) -> Any:
        recorder.event("stage_started", stage=name)
        result = await instance.execute(ctx)
        recorder.event("stage_ended", stage=name)
        return result

    return execute
