"""Family limited_run: a pipeline whose stages may take only so long, and of which only so many may run at once."""

import asyncio
from typing import Any

from harness.catalogue.behaviours import value_of
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, text_of
from harness.worker.explore.loop import ControlledLoop
from harness.worker.recorder import Recorder
from harness.worker.scenarios.documented import kind_of
from harness.worker.scenarios.family import Execute

RUN = "run"
STEPS_TOO_MANY = 20
"""So many limits long a stage that is late would go on, were it not stopped."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One run. With `late` its last stage takes longer than its limit; else all keep theirs. With `concurrency` only so
    many stages may be at work at once.

    Records where each stage began, went on and was left, with virtual milliseconds on the controlled loop, how the run
    ended, and what the late stage did after that.
    """
    timeout_ms, concurrency = int(order.arguments["timeout_ms"]), int(order.arguments["concurrency"])
    late = order.stages[-1].name if order.arguments["late"] else ""
    limits: dict[str, Any] = {}
    if concurrency:
        limits["concurrency"] = concurrency
        recorder.event("stages_at_once_limited", limit=concurrency)
    if timeout_ms:
        limits["stage_timeout"] = {late: timeout_ms / 1000} if late else timeout_ms / 1000
        recorder.event("stages_limited", timeout_ms=timeout_ms, late=late)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            recorder.event("stage_started", stage=stage.name, at_ms=_now_ms())
            how = "cancelled"
            try:
                values = [str(ctx.inputs.get_from(d, "value")) for d in stage.dependencies]
                for _ in range(STEPS_TOO_MANY if stage.name == late else int(order.arguments["suspensions"])):
                    await asyncio.sleep(timeout_ms / 1000 if stage.name == late else 0)
                    if stage.name == late:
                        recorder.event("late_stage_went_on", stage=stage.name)
                how = "returned"
                recorder.event("stage_ended", stage=stage.name)
                return subject.output(value=value_of(stage.name, values))
            finally:
                recorder.event("stage_left", stage=stage.name, how=how, at_ms=_now_ms())

        return Execute(execute)

    graph = subject.graph(order.stages, runner, **limits)
    snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text="input")
    task = asyncio.create_task(_awaited(subject, graph, snapshot), name=RUN)
    await asyncio.wait([task])
    error = task.exception()
    recorder.event(
        "run_ended",
        how="returned" if error is None else f"raised {type(error).__name__}",
        says="" if error is None else text_of(error),
        stage=str(getattr(error, "stage", "")),
        cause="" if error is None else kind_of(error.__cause__, subject, ("builtins", "TimeoutError")),
        at_ms=_now_ms(),
    )
    if late:
        await asyncio.sleep(3 * timeout_ms / 1000)  # for a stage that goes on
    elif error is None:
        for name, output in task.result().items():
            recorder.result(RUN, name, output.status.value, output.data)


async def _awaited(subject: Subject, graph: Any, snapshot: Any) -> Any:
    return await subject.run(graph, subject.stage_context(snapshot))


def _now_ms() -> int | None:
    """Virtual time; None where time is real, which never decides anything."""
    loop = asyncio.get_running_loop()
    return round(loop.time() * 1000) if isinstance(loop, ControlledLoop) else None
