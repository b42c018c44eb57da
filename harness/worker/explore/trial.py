"""Runs one trial: natively, with threads, or on the controlled loop; says how it ended and who is to blame."""

import asyncio
import os
import traceback
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from inspect import getattr_static
from pathlib import Path
from time import perf_counter_ns  # bound before a subject can replace it
from types import FrameType
from typing import Any

from harness.evidence.fingerprint import digest
from harness.evidence.records import CUT_SHORT, NO_RESULT, STAGE_RAISED, Event, Result
from harness.wire import ScenarioRun
from harness.worker import last_records
from harness.worker.adapter import Subject, SubjectMisbehaved, Unsupported, text_of
from harness.worker.explore.handles import Deadlock, RealIORefused, StepLimit
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Diverged, Strategy, Tape
from harness.worker.explore.swept_loop import Disturbance
from harness.worker.explore.threads import Granularity, ThreadRun
from harness.worker.explore.waiting import Hang
from harness.worker.hygiene import counted, tasks_left, timers_left
from harness.worker.limits import limit_reached
from harness.worker.process_wide import own_process
from harness.worker.recorder import Recorder
from harness.worker.reference_work import reference_us
from harness.worker.scenarios import ASYNC_FAMILIES, CONTROLLED_THREAD_FAMILIES, THREAD_FAMILIES

_HARNESS = str(Path(__file__).parents[2]) + os.sep
_PLANTS = str(Path(__file__).parents[1] / "plants") + os.sep
ENDED = ("completed", "error", "stage_error", "refused_io", "deadlock", "livelock")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Who went when, and how it was chosen: all that is needed to choose it again.

    `trace` holds the actor of each step, `names` who that is. `bounded` says that the fairness rule or the step limit
    chose instead of the strategy. `disturbance` is what a sweep did to the run.
    """

    strategy: str
    setting: str
    salt: int = 0
    horizon: int = 0
    choices: tuple[int, ...] = ()
    steps: int = 0
    trace: Sequence[int] = ()
    names: Sequence[str] = ()
    bounded: bool = False
    disturbance: Disturbance | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a trial went. `ended`: completed | error | stage_error | refused_io | deadlock | livelock | hang |
    unsupported | harness_error | diverged.
    """

    driver: str
    engine: str
    seed: int
    recorder: Recorder
    ended: str
    detail: str
    schedule: Schedule
    duration_us: int
    reference_us: int = 0

    @property
    def outcome(self) -> str:
        """Digest of all that a caller can see of the results, whatever their order; how it ended where it did not.

        CUT_SHORT where a sweep disturbed the run: what it then gives is no outcome of the pipeline. NO_RESULT where the
        scenario gives none.
        """
        if self.ended != "completed":
            return self.ended
        if self.schedule.disturbance is not None and any(
            type(r) is Event and r.name == "run_cut_short" for r in self.recorder.records
        ):
            return CUT_SHORT
        results = [(r.run, r.stage, r.status, r.digest) for r in self.recorder.records if type(r) is Result]
        return digest(sorted(results)) if results else NO_RESULT


def run_native(order: ScenarioRun, subject: Subject, engine: str) -> Outcome:
    """On a stock asyncio loop of its own; `engine` "tasks" asks the subject for one task per stage.

    Making and closing the loop is no part of the time that it took.
    """
    recorder, took = last_records.here.new_recorder(), list[int]()

    def run() -> None:
        with counted(order, recorder), asyncio.Runner() as runner:
            loop = runner.get_loop()
            if engine == "tasks":
                loop.one_task_per_stage = True  # type: ignore[attr-defined]
            raised = list[BaseException]()
            started = perf_counter_ns()
            runner.run(_caught(_main(order, subject, recorder), raised, lambda: tasks_left(order, recorder)))
            took.append((perf_counter_ns() - started) // 1000)
        for error in raised:
            raise error

    before = reference_us()
    ended, detail, duration_us = _ending(run)
    reference = (before + reference_us()) // 2
    schedule = Schedule("native", "native")
    return Outcome(
        "native", engine, order.seed, recorder, ended, detail, schedule, took[0] if took else duration_us, reference
    )


def run_threads(order: ScenarioRun, subject: Subject) -> Outcome:
    """With OS threads, whose interleaving nobody controls."""
    recorder = last_records.here.new_recorder()
    ended, detail, duration_us = _ending(lambda: THREAD_FAMILIES[order.family](order, subject, recorder))
    schedule = Schedule("threads", "threads-gil")
    return Outcome("threads", "threads", order.seed, recorder, ended, detail, schedule, duration_us)


def run_thread_schedule(
    order: ScenarioRun,
    subject: Subject,
    strategy: Strategy,
    seed: int,
    granularity: Granularity,
    told: ThreadRun | None = None,
) -> Outcome:
    """With OS threads, one at a time, in the order that `strategy` chooses. `told` is filled where it is given."""
    recorder, told = last_records.here.new_recorder(), ThreadRun() if told is None else told
    run = CONTROLLED_THREAD_FAMILIES[order.family]
    ended, detail, duration_us = _ending(lambda: run(order, subject, recorder, strategy, granularity, told))
    choices, turns = tuple(told.choices), [to for _, _, _, to in told.switches]
    if ended in ENDED and isinstance(strategy, Tape) and not strategy.used_up:
        ended, detail = "diverged", f"the run ended ({ended}) before the schedule did, at choice {len(choices)}"
    schedule = Schedule(
        strategy.name,
        f"threads-{granularity}",
        0,
        getattr(strategy, "horizon", 0),
        choices,
        told.steps,
        turns,
        told.names,
        bounded=bool(told.overruled) or ended == "livelock",
    )
    driver = "thread_schedules" if granularity == "gil" else "thread_opcodes"
    return Outcome(driver, "threads", seed, recorder, ended, detail, schedule, duration_us)


def run_controlled(
    order: ScenarioRun,
    subject: Subject,
    strategy: Strategy,
    seed: int,
    loop: ControlledLoop | None = None,
) -> Outcome:
    """On a controlled loop (a new one unless given), one task per stage, in the order that `strategy` chooses."""
    recorder = last_records.here.new_recorder()
    loop = loop or ControlledLoop(strategy)  # type: ignore[abstract]  # methods for real I/O are set below the class
    ended, detail, duration_us = _ending(lambda: loop.run_trial(_main(order, subject, recorder)))
    if ended in ENDED and isinstance(strategy, Tape) and not strategy.used_up:
        ended, detail = "diverged", f"the run ended ({ended}) before the schedule did, at choice {len(loop.choices)}"
    timers_left(order, loop.timers_left, recorder)
    for where in loop.left_behind:
        recorder.event("task_left_behind", where=where)
    for context in loop.unhandled:
        recorder.event("unhandled_error", message=str(context.get("message")), error=_shown(context.get("exception")))
    schedule = Schedule(
        strategy.name,
        strategy.setting,
        strategy.salt,
        getattr(strategy, "horizon", 0),
        tuple(loop.choices),
        loop.steps,
        loop.trace,
        loop.names,
        bounded=bool(loop.overruled) or ended == "livelock",
    )
    return Outcome("schedules", "tasks", seed, recorder, ended, detail, schedule, duration_us)


def _main(order: ScenarioRun, subject: Subject, recorder: Recorder) -> Coroutine[Any, Any, None]:
    body = ASYNC_FAMILIES[order.family]  # imported here, not inside of a controlled run

    async def main() -> None:
        await body(order, subject, recorder)

    return main()


async def _caught(main: Coroutine[Any, Any, None], raised: list[BaseException], then: Callable[[], None]) -> None:
    """Awaits `main` and keeps its error away from asyncio's runner, which shows it with `repr`: one that raises would
    break this trial and all that follow.
    """
    try:
        await main
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - raised again outside of the runner
        raised.append(error)
    then()


def _ending(run: Callable[[], Any]) -> tuple[str, str, int]:
    """(ended, detail, microseconds)."""
    started, refused = perf_counter_ns(), RealIORefused.made
    ended, detail = "completed", ""
    try:
        with own_process():
            run()
    except Unsupported as error:
        ended, detail = "unsupported", str(error)
    except Deadlock as error:
        ended, detail = "deadlock", str(error)
    except StepLimit as error:
        ended, detail = "livelock", str(error)
    except Hang as error:
        ended, detail = "hang", str(error)
    except Diverged as error:
        ended, detail = "diverged", str(error)
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - a trial ends in whatever the subject raises
        ended, detail = blame(error)
    if ended == STAGE_RAISED and RealIORefused.made > refused:
        ended, detail = "refused_io", RealIORefused.last  # the stage may have failed by that, and not tell
    return ended, detail, (perf_counter_ns() - started) // 1000


def blame(error: BaseException) -> tuple[str, str]:
    """("unsupported" | "refused_io" | "limited" | "harness_error" | "stage_error" | "error", detail).

    Judged by the innermost frame of the first cause (of a group its first error): an error that a scenario's own code
    raises inside a stage comes back wrapped by the subject, and is ours all the same. An error of the subject's own
    kind that a plant raises is what the planted subject does. Where a limit refuses something to our own code, nobody
    is to blame: the scenario may ask for it, or the subject have taken it. A stage of the mission's author is to blame
    where its folder's frame is the innermost one, libraries aside; SubjectMisbehaved is always the subject's.
    """
    causes = list(_causes(error))
    misbehaved = next((e for e in causes if isinstance(e, SubjectMisbehaved)), None)
    if misbehaved is not None:
        return "error", f"{type(misbehaved).__name__}: {text_of(misbehaved)}"
    first = causes[-1]
    if isinstance(first, Unsupported):
        return "unsupported", str(first)
    if isinstance(first, RealIORefused):
        return "refused_io", str(first)
    frames, limit = _frames(first), limit_reached(first)
    ours = bool(frames) and frames[-1].filename.startswith(_HARNESS) and not _planted(first, frames[-1].filename)
    if ours and not limit:
        return "harness_error", "".join(traceback.format_exception(first))
    text = f"{type(first).__name__}: {'; '.join(t for t in (text_of(first), limit) if t)}"
    own = next((owner for owner in map(_owner, (f.filename for f in reversed(frames))) if owner), "")
    place = f"at {Path(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    if limit and (ours or own == "harness"):
        return "limited", f"{text} ({place})"
    if own == "mission":
        return STAGE_RAISED, f"{text} ({place}{_stage_named(causes)})"
    return "error", f"{text} ({place})" if place else text


def _stage_named(causes: Sequence[BaseException]) -> str:
    """By the error that the subject puts around that of a stage; read without running anything of either's."""
    stages = (getattr_static(error, "stage", None) for error in causes)
    return next((f", stage {stage}" for stage in stages if type(stage) is str), "")


def _planted(error: BaseException, filename: str) -> bool:
    return filename.startswith(_PLANTS) and type(error).__module__.partition(".")[0] == "stageflow"


def _frames(error: BaseException) -> traceback.StackSummary:
    """Where the error was raised, outermost first, each frame once: who drives a coroutine by hand stands further in a
    second time for each error that was thrown through it, as if it had raised what the coroutine waited for.
    """
    outermost: dict[FrameType, int] = {}
    for frame, line in traceback.walk_tb(error.__traceback__):
        outermost.setdefault(frame, line)
    return traceback.StackSummary.extract(iter(outermost.items()))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, its cause, the cause of that; each once, also where they go round in a circle.

    The cancellation by which asyncio ends what takes too long is no cause: it comes up where the wait is, whoever set
    the limit.
    """
    seen = set[int]()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        if isinstance(at, TimeoutError) and isinstance(at.__cause__, asyncio.CancelledError):
            return
        at = at.__cause__ or (at.exceptions[0] if isinstance(at, BaseExceptionGroup) else None)


def _owner(filename: str) -> str:
    """ "subject", "harness" or "mission", whose file it is; empty for a library's.

    A worker's PYTHONPATH names the folders in this order: subject, shared modules, then those of the mission.
    """
    subject, shared, *mission = [*os.environ.get("PYTHONPATH", "").split(os.pathsep), "", ""]
    if filename.startswith(_HARNESS) or _within(filename, shared):
        return "harness"
    if _within(filename, subject):
        return "subject"
    own = any(_within(filename, folder) for folder in mission)
    return "mission" if own and "site-packages" not in Path(filename).parts else ""


def _within(filename: str, folder: str) -> bool:
    return bool(folder) and filename.startswith(folder.rstrip(os.sep) + os.sep)


def _shown(error: object) -> str:
    """An unhandled error in words, also one whose own words raise; "None" where there was none."""
    return f"{type(error).__name__}: {text_of(error)}" if isinstance(error, BaseException) else str(error)
