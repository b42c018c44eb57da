"""Family one_run_id: the runs of overlapping_runs, all of which carry the same run id."""

import asyncio
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder
from harness.worker.scenarios.canaries import Canaries
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.overlapping_runs import FIRST_RUN_NUMBER, plans_of, settle_all


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """As overlapping_runs. A run is told from the others by its own text, because its id says nothing.

    Raises Unsupported where the subject refuses a second run with the id of a live one: then none can cross over.
    """
    if await _is_refused(subject):
        raise Unsupported("the subject refuses a run that has the id of a live one, so that no two such runs meet")
    await settle_all(plans_of(order, one_id=True), order, subject, recorder, Canaries(recorder))


async def _is_refused(subject: Subject) -> bool:
    """Whether a second run raises before any stage of it has begun, while a stage of the first one waits."""
    loop = asyncio.get_running_loop()
    began, release = loop.create_future(), loop.create_future()
    stages_begun = 0

    async def execute(_: Any) -> Any:
        nonlocal stages_begun
        stages_begun += 1
        if stages_begun == 1:
            began.set_result(None)
            await release
        return subject.output(value="done")

    graph = subject.graph((Stage("only", (), "act"),), lambda _: Execute(execute))
    first = asyncio.create_task(_run(subject, graph), name="first run")
    await asyncio.wait([began, first], return_when=asyncio.FIRST_COMPLETED)
    second = asyncio.create_task(_run(subject, graph), name="second run")
    await asyncio.wait([second])
    release.set_result(None)
    await asyncio.wait([first])
    for run in (first, second):
        if not run.cancelled():
            run.exception()  # looked at: what it means for the runs is judged by those that follow
    return stages_begun == 1 and (second.cancelled() or second.exception() is not None)


async def _run(subject: Subject, graph: Any) -> None:
    snapshot = subject.snapshot(run_id=subject.run_identity(FIRST_RUN_NUMBER), input_text="question")
    await subject.run(graph, subject.stage_context(snapshot))
