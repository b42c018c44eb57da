"""Family resumed_run: a run killed at each of its stages in turn, and resumed from the outputs that had finished."""

from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """For each stage a run that fails there, and its resumption on a graph of its own, as a new process would build it.

    Raises Unsupported where the subject's graphs cannot resume.
    """
    _resumable(_graph(order, subject, recorder, "", "resumed"))
    for killed in order.stages:
        first = _graph(order, subject, recorder, killed.name, "first")
        context = subject.stage_context(subject.snapshot(run_id=subject.run_identity(1)))
        finished: dict[str, Any] = {}
        try:
            await subject.run(first, context)
        except Exception as error:  # noqa: BLE001 - the run is killed on purpose; what it leaves is on its error
            finished = dict(getattr(error, "results", {}))
        again = _resumable(_graph(order, subject, recorder, killed.name, "resumed"))
        results = await again.resume(context, finished)
        for name, output in results.items():
            recorder.event("resumed_result", killed=killed.name, stage=name, says=str(output.data.get("says")))
        recorder.event("run_resumed", killed=killed.name, stages=len(order.stages))


def _graph(order: ScenarioRun, subject: Subject, recorder: Recorder, killed: str, phase: str) -> Any:
    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            recorder.event("stage_called", killed=killed, stage=stage.name, phase=phase)
            if phase == "first" and stage.name == killed:
                raise RuntimeError("killed")
            return subject.output(says=f"{stage.name} was here")

        return Execute(execute)

    return subject.graph(order.stages, runner)


def _resumable(graph: Any) -> Any:
    if not hasattr(graph, "resume"):
        raise Unsupported("the subject's graph has no resume(ctx, results)")
    return graph
