"""Family run_peak: one run, and the most memory that it held at any moment."""

import asyncio
import gc
import tracemalloc
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

_SUSPENSIONS = 2
"""So that all stages that may be under way at the same time are."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """A run that fills what is filled once, and a second one that is measured, results included: the most bytes that
    Python had allocated during the run, less those before it, for each stage.
    """

    def runner(stage: Stage) -> Any:
        async def execute(_: Any) -> Any:
            for _ in range(_SUSPENSIONS):
                await asyncio.sleep(0)
            return subject.output(value=stage.name)

        return Execute(execute)

    graph = subject.graph(order.stages, runner)
    snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text="input")
    await subject.run(graph, subject.stage_context(snapshot))
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        results = await subject.run(graph, subject.stage_context(snapshot))
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    recorder.event("peak_measured", stages=len(results), bytes=peak)
    recorder.measure("peak_bytes_per_stage", peak // len(order.stages))
