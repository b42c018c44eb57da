"""An asyncio event loop under control: the strategy picks which ready handle goes next, and time is virtual.

No selector, no threads, no signals: real I/O is refused. Light handles instead of a BaseEventLoop subclass, because
its handles and bookkeeping cost much of the rate at which schedules can be tried.
"""

import asyncio
import heapq
import sys
import weakref
from asyncio import events
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from typing import Any, NoReturn

from harness.worker.explore.strategies import Fifo, Strategy
from harness.worker.explore.waiting import waiting

STEPS_MAX = 200_000
CLEANUP_STEPS_MAX = 20_000
SPIN_STEPS = 10_000
SPIN_STEPS_PER_HANDLE = 1_000


class Deadlock(Exception):
    """Nothing is ready and no timer is set, and the run has not ended."""


class StepLimit(Exception):
    """The run took more steps than allowed: a livelock, or a scenario that is too large."""


class RealIORefused(NotImplementedError):
    """Something asked the controlled loop for I/O; such a scenario has to run natively."""


class ControlledHandle:
    """A callback that waits for its turn. `since` is the step at which it became ready, for the fairness bound."""

    __slots__ = ("args", "callback", "context", "dead", "since", "when_s")

    def __init__(self, callback: Any, args: tuple[Any, ...], context: Context, when_s: float = 0.0) -> None:
        self.callback = callback
        self.args = args
        self.context = context
        self.dead = False
        self.since = 0
        self.when_s = when_s

    def cancel(self) -> None:
        self.dead = True
        self.callback = self.args = None  # type: ignore[assignment]  # breaks reference cycles, as asyncio does

    def cancelled(self) -> bool:
        return self.dead

    def when(self) -> float:
        return self.when_s


class NumberedTask(asyncio.Task[Any]):
    """A task whose hash is its number in the trial: sets of tasks iterate alike in every process."""

    number: int

    def __hash__(self) -> int:
        return self.number


class ControlledLoop(asyncio.AbstractEventLoop):
    """One loop for one trial.

    `choices` is the schedule: the index taken at each step at which more than one handle was ready. A handle is
    overtaken at most `fairness` times plus eight times the number of ready ones, or a callback that queues itself
    again (as anyio's cancellation does) would look like a livelock. For the same reason time goes on for a run that
    polls: after `SPIN_STEPS` and `SPIN_STEPS_PER_HANDLE` for each handle that was ready at once, the next timer comes
    due although the run is busy. `steps` counts handles run. Errors that asyncio
    would only log are kept in `unhandled`; `left_behind` says where each task was that the run did not wait for.
    """

    def __init__(self, strategy: Strategy, *, steps_max: int = STEPS_MAX, fairness: int = 50) -> None:
        self.one_task_per_stage = True
        self.choices: list[int] = []
        self.steps = 0
        self.unhandled: list[dict[str, Any]] = []
        self.left_behind: list[str] = []
        self._strategy = strategy
        self._steps_max = steps_max
        self._fairness = fairness
        self._ready: list[ControlledHandle] = []
        self._timers: list[tuple[float, int, ControlledHandle]] = []
        self._now_s = 0.0
        self._moved_at = 0  # the step at which time last moved
        self._most_ready = 0  # at once, since then
        self._look_at = SPIN_STEPS  # the step at which to look whether the run polls
        self._polls = False
        self._timer_count = 0
        self._task_count = 0
        self._closed = False
        self._exception_handler: Any = None
        self._asyncgens: weakref.WeakSet[Any] = weakref.WeakSet()

    # what asyncio calls

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> ControlledHandle:  # type: ignore[override]
        handle = ControlledHandle(callback, args, copy_context() if context is None else context)
        handle.since = self.steps
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon  # type: ignore[assignment]  # list.append is atomic

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Any, *args: Any, context: Context | None = None
    ) -> ControlledHandle:
        return self.call_at(self._now_s + max(delay, 0.0), callback, *args, context=context)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Any, *args: Any, context: Context | None = None
    ) -> ControlledHandle:
        handle = ControlledHandle(callback, args, copy_context() if context is None else context, when)
        self._timer_count += 1
        heapq.heappush(self._timers, (when, self._timer_count, handle))
        return handle

    def time(self) -> float:
        """Virtual seconds since the trial began."""
        return self._now_s

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: str | None = None, context: Context | None = None, **options: Any) -> Any:
        number = self._task_count = self._task_count + 1
        NumberedTask.number = number  # Task.__init__ hashes the task (it joins asyncio's WeakSet) before we can set it
        task = NumberedTask(coro, loop=self, name=name or f"Task-{number}", context=context, **options)
        task.number = number
        return task

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Runs `func` on this thread, as a step of its own: an executor's work becomes part of the schedule."""
        future = self.create_future()
        self.call_soon(_complete, future, func, args)
        return future

    def get_debug(self) -> bool:
        return False

    def set_debug(self, enabled: bool) -> None:
        """Accepted and ignored: debug mode times callbacks by the real clock."""

    def is_running(self) -> bool:
        return events._get_running_loop() is self

    def is_closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        self._closed = True
        self._ready.clear()
        self._timers.clear()

    def get_task_factory(self) -> None:
        return None

    def set_task_factory(self, factory: Any) -> None:
        if factory is not None:
            raise RealIORefused("a task factory would take tasks out of control")

    def get_exception_handler(self) -> Any:
        return self._exception_handler

    def set_exception_handler(self, handler: Any) -> None:
        self._exception_handler = handler

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        if self._exception_handler is None:
            self.unhandled.append(context)
        else:
            self._exception_handler(self, context)

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        self.unhandled.append(context)

    def set_default_executor(self, executor: Any) -> None:
        """Accepted and ignored: whatever the executor, its work runs as steps."""

    def _timer_handle_cancelled(self, handle: Any) -> None:
        """asyncio.TimerHandle tells its loop; ours are skipped when their time comes."""

    async def shutdown_asyncgens(self) -> None:
        for generator in list(self._asyncgens):
            await generator.aclose()

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Nothing to shut down: executor work runs as steps."""

    # running

    def run_trial(self, main: Coroutine[Any, Any, Any]) -> Any:
        """Runs `main` to its end under the strategy, then cancels and awaits whatever it left behind.

        Raises what `main` raises; Deadlock, StepLimit or Diverged where the run did not come to an end.
        """
        outer = events._get_running_loop()
        events._set_running_loop(self)
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgens.add, self._finalize_asyncgen)
        task = self.create_task(main, name="main")
        try:
            self._drive(task, self._steps_max)
            return task.result()
        finally:
            try:
                self._clean_up(task)
            finally:
                sys.set_asyncgen_hooks(*hooks)
                events._set_running_loop(outer)
                self.close()

    def live_tasks(self) -> list[Any]:
        """Tasks that have not ended, in the order of their creation."""
        return sorted((t for t in asyncio.all_tasks(self) if not t.done()), key=lambda t: t.number)

    def _drive(self, until: Any, steps_max: int) -> None:
        ready = self._ready
        choose = self._strategy.choose
        done = until.done
        while not done():
            count = len(ready)
            if count == 0:
                self._polls = False
                self._wake_next_timer(until)
                continue
            if count > self._most_ready:
                self._most_ready = count
            if self.steps >= self._look_at and self._time_is_up():
                self._wake_next_timer(until)
                continue
            if self.steps >= steps_max:
                raise StepLimit(f"{self.steps} steps without an end; at work: {waiting(self.live_tasks())}")
            index = 0
            if count > 1:
                overdue = self.steps - ready[0].since > self._fairness + 8 * count
                if not (overdue and self._strategy.fair):
                    index = choose(ready)
                self.choices.append(index)
            handle = ready.pop(index)
            if handle.dead:
                continue
            self.steps += 1
            handle.context.run(handle.callback, *handle.args)

    def _time_is_up(self) -> bool:
        """Whether the run has polled for long enough; once it has, each further timer comes soon, until it is idle."""
        if self._polls:
            patience = self._fairness + 8 * self._most_ready
        else:
            patience = SPIN_STEPS + SPIN_STEPS_PER_HANDLE * self._most_ready
        self._look_at = self._moved_at + patience
        if self.steps < self._look_at:
            return False
        self._look_at = self.steps + patience
        self._polls = any(not handle.dead for _, _, handle in self._timers)
        return self._polls

    def _wake_next_timer(self, until: Any) -> None:
        """Moves time to the next live timer and makes due all timers of that moment, in the order they were set."""
        timers = self._timers
        while timers and timers[0][2].dead:
            heapq.heappop(timers)
        if not timers:
            raise Deadlock(f"nothing can go on: {waiting(self.live_tasks())}")
        self._now_s = max(self._now_s, timers[0][0])
        self._moved_at, self._most_ready = self.steps, 0
        self._look_at = self.steps + (self._fairness if self._polls else SPIN_STEPS)
        while timers and timers[0][0] <= self._now_s:
            handle = heapq.heappop(timers)[2]
            handle.since = self.steps
            self._ready.append(handle)

    def _clean_up(self, main: Any) -> None:
        """Cancels what is left, in FIFO order and within a bound, so that a trial leaves nothing for the next one."""
        left = self.live_tasks()
        self.left_behind = [waiting([task]) for task in left if task is not main]
        kept, self.choices = self.choices, []
        strategy, self._strategy = self._strategy, Fifo()
        for task in left:
            task.cancel()
        closing = self.create_task(self._gather(left), name="cleanup")
        try:
            self._drive(closing, self.steps + CLEANUP_STEPS_MAX)
        except (Deadlock, StepLimit) as error:
            self.unhandled.append({"message": f"tasks survived their cancellation: {error}"})
        finally:
            self.choices, self._strategy = kept, strategy
            if main.done() and not main.cancelled():
                main.exception()  # retrieved: asyncio must not report it again when the task is collected

    async def _gather(self, tasks: list[Any]) -> None:
        if tasks:
            await asyncio.wait(tasks)
            for task in tasks:
                if not task.cancelled():
                    task.exception()
        await self.shutdown_asyncgens()

    def _finalize_asyncgen(self, generator: Any) -> None:
        self._asyncgens.discard(generator)
        if not self._closed:
            self.create_task(generator.aclose())


def _complete(future: asyncio.Future[Any], func: Callable[..., Any], args: tuple[Any, ...]) -> None:
    if future.cancelled():
        return
    try:
        result = func(*args)
    except BaseException as error:  # noqa: BLE001 - an executor hands every error to its future
        future.set_exception(error)
    else:
        future.set_result(result)


def _refuse(name: str) -> Callable[..., NoReturn]:
    def refused(self: ControlledLoop, *args: Any, **options: Any) -> NoReturn:
        raise RealIORefused(
            f"loop.{name}() reaches outside of the loop (I/O, signals, another loop), "
            "which a controlled schedule cannot replay: use the driver 'native' for it"
        )

    return refused


for _name, _method in vars(asyncio.AbstractEventLoop).items():
    if callable(_method) and not _name.startswith("_") and _name not in vars(ControlledLoop):
        setattr(ControlledLoop, _name, _refuse(_name))
