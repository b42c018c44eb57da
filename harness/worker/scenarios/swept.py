"""The run of a pipeline as a sweep disturbs it: cancelled from outside, or with a stage that fails at one step."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import Any

from harness.worker.adapter import Subject, SubjectMisbehaved, Unsupported, text_of
from harness.worker.explore.swept_loop import Fault, InjectedFault, SweptLoop
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag import CountSuspensions

Executor = Callable[[Any], Awaitable[Any]]


class _Leave(BaseException):
    """Takes a stage down to where its output is replaced; no `except Exception` of its own holds it up."""


async def swept_run(subject: Subject, graph: Any, ctx: Any, recorder: Recorder) -> Mapping[str, Any]:
    """What the run gives. Where a sweep has cut it short and it gave no results, that is recorded and nothing given.

    Records `run_cancelled` for each cancellation, `run_ended` with how the awaiter saw it end, and `run_cut_short`
    where it was disturbed at all. On other loops than that of a sweep this is just `subject.run`.
    """
    loop = asyncio.get_running_loop()
    if not isinstance(loop, SweptLoop):
        return await subject.run(graph, ctx)

    async def run() -> Mapping[str, Any]:
        with loop.under_way():
            return await subject.run(graph, ctx)

    def cancel_by_token() -> bool:
        token = getattr(graph, "cancel_token", None)
        if token is None:
            return False
        token.cancel("cancelled by the sweep")
        return True

    task = loop.create_task(run(), name="run")
    loop.the_run(task, cancel_by_token, lambda by, step: recorder.event("run_cancelled", by=by, step=step))
    await asyncio.wait([task])
    error: BaseException | None = asyncio.CancelledError() if task.cancelled() else task.exception()
    recorder.event("run_ended", how=_how(error), says="" if error is None else text_of(error))
    if loop.disturbed:
        recorder.event("run_cut_short", how=_how(error))
    if error is None:
        results: Mapping[str, Any] = task.result()
        return results
    if not loop.disturbed or isinstance(error, Unsupported | SubjectMisbehaved):
        raise error
    return {}


def _how(error: BaseException | None) -> str:
    if error is None:
        return "returned"
    return "cancelled" if isinstance(error, asyncio.CancelledError) else f"raised {type(error).__name__}"


def swept_stage(name: str, execute: Executor, subject: Subject, recorder: Recorder) -> Executor:
    """`execute` with the fault of the trial, if it is this stage's; on other loops `execute` itself.

    Records `fault_injected` when the fault takes place.
    """
    loop = asyncio.get_running_loop()
    if not isinstance(loop, SweptLoop):
        return execute
    planned = loop.disturbance.fault
    fault = planned if planned is not None and planned.stage == name else None

    async def disturbed(ctx: Any) -> Any:
        steps = CountSuspensions(execute(ctx), None if fault is None else _fault_at(fault, loop, recorder))
        try:
            return await steps
        except _Leave:
            assert fault is not None
            recorder.event("stage_ended", stage=name)
            return subject.status_output(fault.kind)
        finally:
            loop.stage_steps[name] = steps.count + 1

    return disturbed


def _fault_at(
    fault: Fault, loop: SweptLoop, recorder: Recorder
) -> Callable[[int], Generator[Any, Any, BaseException] | None]:
    """What happens before each step of the stage: nothing, but for the step of the fault."""

    def happens() -> Generator[Any, Any, BaseException]:
        recorder.event("fault_injected", stage=fault.stage, step=fault.step, kind=fault.kind)
        loop.disturbed = True
        if fault.kind == "raise":
            return InjectedFault(f"stage {fault.stage}, step {fault.step}")
        if fault.kind != "hang":
            return _Leave()
        loop.hangs()
        try:
            yield from loop.create_future().__await__()
        except BaseException as error:  # noqa: BLE001 - whatever ends the hanging goes to the stage
            return error
        raise AssertionError("a future that nobody sets has a result")

    return lambda step: happens() if step == fault.step else None


class Cleanups:
    """Two cleanups of a run, registered by the first stage that starts: one that suspends, and one that does not.

    Nothing is registered where the subject's graph has no `register_cleanup`. Records `cleanup_registered` and
    `cleanup_started`.
    """

    def __init__(self, recorder: Recorder) -> None:
        self.graph: Any = None
        self._recorder = recorder
        self._registered = False

    def stage(self, execute: Executor) -> Executor:
        async def registering(ctx: Any) -> Any:
            self._register()
            return await execute(ctx)

        return registering

    def _register(self) -> None:
        register = getattr(self.graph, "register_cleanup", None)
        if register is None or self._registered:
            return
        self._registered = True
        for name, suspensions in (("quick", 0), ("slow", 2)):
            register(self._cleanup(name, suspensions), name=name)
            self._recorder.event("cleanup_registered", cleanup=name)

    def _cleanup(self, name: str, suspensions: int) -> Callable[[], Awaitable[None]]:
        async def cleanup() -> None:
            self._recorder.event("cleanup_started", cleanup=name)
            for _ in range(suspensions):
                await asyncio.sleep(0)

        return cleanup
