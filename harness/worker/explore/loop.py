"""An asyncio event loop under control: the strategy picks who goes next, and time is virtual.

No selector, no threads, no signals: real I/O is refused. Light handles instead of a BaseEventLoop subclass, because
its handles and bookkeeping cost much of the rate at which schedules can be tried.
"""

import asyncio
import heapq
import sys
import threading
import weakref
from asyncio import events
from bisect import insort
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from operator import attrgetter
from typing import Any, NoReturn

from harness.worker.explore import anyio_threads
from harness.worker.explore.cycles import repeated
from harness.worker.explore.handles import (
    ENDS_THE_RUN,
    TIME_PASSES,
    ControlledHandle,
    Deadlock,
    NumberedTask,
    RealIORefused,
    StepLimit,
    complete,
    takes_cancel,
)
from harness.worker.explore.quiet_loop import QuietLoop, named, refuse_real_io
from harness.worker.explore.strategies import Fifo, Strategy
from harness.worker.explore.strategies.protocol import CALLBACKS, LATENESS_S
from harness.worker.explore.wait_for import wait_for_graph
from harness.worker.explore.waiting import waiting

STEPS_MAX = 200_000
CLEANUP_STEPS_MAX = 20_000
SPIN_STEPS = 10_000
SPIN_STEPS_PER_HANDLE = 1_000
# How far the clock may run ahead of work that is ready, where the order is the strategy's: steps take time.
SLACK_S = 0.1
_by_age = attrgetter("seq")


class ControlledLoop(QuietLoop):
    """One loop for one trial.

    At each step the strategy chooses among the tasks that are ready and the oldest plain callback: asyncio promises
    that callbacks run in the order in which they were registered, so only tasks overtake each other, and callbacks.
    Where the strategy may reorder, a timer that is due within `SLACK_S` is one more option: time passes while tasks
    are ready. `choices` is the schedule: the index taken at each step with more than one option, and how late each
    timer is where the strategy delays timers. `trace` holds the actor of each step.

    A handle is overtaken at most `fairness` times plus nine times the number of ready ones, or a callback that queues
    itself again (as anyio's cancellation does) would look like a livelock. For the same reason time goes on for a run
    that polls: after `SPIN_STEPS` and `SPIN_STEPS_PER_HANDLE` for each handle that was ready at once, the next timer
    comes due although the run is busy. `overruled` counts how often these rules chose, `steps` the handles run.
    Errors that asyncio would only log are kept in `unhandled`; `left_behind` says where each task was that the run did
    not wait for, `timers_left` what the timers would have called that were set when the run had ended.
    """

    def __init__(self, strategy: Strategy, *, steps_max: int = STEPS_MAX, fairness: int = 50) -> None:
        super().__init__()
        self.one_task_per_stage = True
        self.choices: list[int] = []
        self.trace: list[int] = []
        self.names: list[str] = ["callbacks"]
        self.steps = 0
        self.overruled = 0
        self.left_behind: list[str] = []
        self.timers_left: list[str] = []
        self._strategy = strategy
        self._salt = strategy.salt
        self._late = strategy.late if strategy.setting == "latency" else None
        self._slack_s = SLACK_S if strategy.setting == "reorder" else -1.0
        self._steps_max = steps_max
        self._fairness = fairness
        self._ready: list[ControlledHandle] = []  # oldest first; of plain callbacks only the oldest
        self._callbacks: deque[ControlledHandle] = deque()  # the other plain callbacks
        self._callback_ready = False
        self._queued = 0
        self._timers: list[tuple[float, int, ControlledHandle]] = []
        self._now_s = 0.0
        self._moved_at = 0  # the step at which time last moved
        self._most_ready = 0  # at once, since then
        self._look_at = SPIN_STEPS  # the step at which to look whether the run polls
        self._polls = False
        self._timer_count = 0
        self._closed = False
        self._home = threading.get_ident()
        self._eager = False
        self._asyncgens: weakref.WeakSet[Any] = weakref.WeakSet()
        self._threads = frozenset(threading.enumerate())
        self._heard_from: list[str] = []  # threads that called from outside

    # what asyncio calls

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> ControlledHandle:  # type: ignore[override]
        owner = getattr(callback, "__self__", None)
        actor = owner.number if type(owner) is NumberedTask else CALLBACKS
        handle = ControlledHandle(callback, args, copy_context() if context is None else context, actor)
        self._enqueue(handle)
        return handle

    def call_soon_threadsafe(  # type: ignore[override]
        self, callback: Any, *args: Any, context: Context | None = None
    ) -> ControlledHandle:
        """As `call_soon`; a thread that nobody controls ends the run: when it calls is not the schedule's choice."""
        thread = threading.current_thread()
        if thread.ident == self._home or getattr(thread, "controlled", False):
            return self.call_soon(callback, *args, context=context)
        self._heard_from.append(thread.name)
        return self.call_soon(self._refuse_threads, context=context)

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Any, *args: Any, context: Context | None = None
    ) -> ControlledHandle:
        return self.call_at(self._now_s + max(delay, 0.0), callback, *args, context=context)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Any, *args: Any, context: Context | None = None
    ) -> ControlledHandle:
        handle = ControlledHandle(callback, args, copy_context() if context is None else context, CALLBACKS, when)
        self._set_timer(when + self._lateness_s(), handle)
        return handle

    def time(self) -> float:
        """Virtual seconds since the trial began."""
        return self._now_s

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: str | None = None, context: Context | None = None, **options: Any) -> Any:
        number, order = self._number(name)
        if self._eager:
            options.setdefault("eager_start", True)
        task = NumberedTask.__new__(NumberedTask)
        task.number, task.order = number, order  # needed by __init__, which hashes and schedules the task
        task.__init__(coro, loop=self, name=self.names[number], context=context, **options)  # type: ignore[misc]
        return task

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Runs `func` on this thread, as a step of its own: an executor's work becomes part of the schedule."""
        future = self.create_future()
        number, _ = self._number(f"executor {getattr(func, '__qualname__', type(func).__name__)}")
        handle = ControlledHandle(complete, (future, func, args), copy_context(), number)
        lateness_s = self._lateness_s()
        if lateness_s:
            self._set_timer(self._now_s + lateness_s, handle)
        else:
            self._enqueue(handle)
        return future

    def is_running(self) -> bool:
        return events._get_running_loop() is self

    def is_closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        self._closed = True
        self._ready.clear()
        self._callbacks.clear()
        self._timers.clear()

    def get_task_factory(self) -> Any:
        return asyncio.eager_task_factory if self._eager else None  # type: ignore[attr-defined]  # from 3.12

    def set_task_factory(self, factory: Any) -> None:
        """Takes none but asyncio's own eager factory, whose tasks stay under control.

        Raises RealIORefused for any other.
        """
        if factory is not None and factory is not getattr(asyncio, "eager_task_factory", None):
            raise RealIORefused("a task factory would take tasks out of control")
        self._eager = factory is not None

    async def shutdown_asyncgens(self) -> None:
        for generator in list(self._asyncgens):
            await generator.aclose()

    # running

    def run_trial(self, main: Coroutine[Any, Any, Any]) -> Any:
        """Runs `main` to its end under the strategy, then cancels and awaits whatever it left behind.

        Raises what `main` raises; Deadlock, StepLimit or Diverged where the run did not come to an end.
        """
        anyio_threads.control()
        outer = events._get_running_loop()
        events._set_running_loop(self)
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgens.add, self._finalize_asyncgen)
        self._strategy.begin(self.trace, self.names)
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

    def _number(self, name: str | None) -> tuple[int, int]:
        """The number of a new actor, and the hash of a task with this number."""
        names = self.names
        number, salt = len(names), self._salt
        names.append(name or f"Task-{number}")
        return number, (number * (2 * salt + 1) + salt) & 0xFFFFFFF if salt else number

    def _enqueue(self, handle: ControlledHandle) -> None:
        self._queued = handle.seq = self._queued + 1
        if handle.actor == CALLBACKS:
            if self._callback_ready:
                self._callbacks.append(handle)
                return
            self._callback_ready = True
        self._ready.append(handle)

    def _set_timer(self, when_s: float, handle: ControlledHandle) -> None:
        self._timer_count += 1
        heapq.heappush(self._timers, (when_s, self._timer_count, handle))

    def _lateness_s(self) -> float:
        if self._late is None:
            return 0.0
        choice = self._late()
        self.choices.append(choice)
        return LATENESS_S[choice]

    def _drive(self, until: Any, steps_max: int) -> None:
        ready, trace = self._ready, self.trace
        done = until.done
        while not done():
            if not ready:
                self._polls = False
                self._wake_next_timer()
                continue
            if len(ready) > self._most_ready:
                self._most_ready = len(ready)
            if self.steps >= self._look_at and self._time_is_up():
                self.overruled += 1
                self._wake_next_timer()
                continue
            if self.steps >= steps_max:
                raise StepLimit(self._livelock())
            handle = self._chosen()
            if handle is TIME_PASSES:
                self._wake_next_timer()
                continue
            if handle.actor == CALLBACKS:
                self._next_callback()
            if handle.dead:
                continue
            self.steps += 1
            trace.append(handle.actor)
            try:
                handle.context.run(handle.callback, *handle.args)
            except ENDS_THE_RUN:
                raise
            except BaseException as error:  # noqa: BLE001 - asyncio logs whatever a callback raises, and goes on
                self._callback_failed(handle, error)

    def _chosen(self) -> ControlledHandle:
        """The handle that goes next, taken out of the ready ones."""
        ready = self._ready
        if self._timers and self._timers[0][0] - self._now_s <= self._slack_s and self._live_timer():
            ready.append(TIME_PASSES)
        count = len(ready)
        if count == 1:
            return ready.pop()
        index = 0
        if self._queued - ready[0].seq > self._fairness + 9 * count and self._strategy.fair:
            self.overruled += 1
        else:
            index = self._strategy.choose(ready)
        self.choices.append(index)
        handle = ready.pop(index)
        if ready and ready[-1] is TIME_PASSES:
            ready.pop()
        return handle

    def _next_callback(self) -> None:
        """The plain callback after the one just taken becomes an option, at the place that its age gives it."""
        if not self._callbacks:
            self._callback_ready = False
            return
        handle = self._callbacks.popleft()
        ready = self._ready
        if ready and ready[-1].seq < handle.seq:
            ready.append(handle)
        else:
            insort(ready, handle, key=_by_age)

    def _live_timer(self) -> bool:
        """Whether the next timer is a live one; drops those that were cancelled before it."""
        timers = self._timers
        while timers and timers[0][2].dead:
            heapq.heappop(timers)
        return bool(timers) and timers[0][0] - self._now_s <= self._slack_s

    def _time_is_up(self) -> bool:
        """Whether the run has polled for long enough; once it has, each further timer comes soon, until it is idle."""
        if self._polls:
            patience = self._fairness + 9 * self._most_ready
        else:
            patience = SPIN_STEPS + SPIN_STEPS_PER_HANDLE * self._most_ready
        self._look_at = self._moved_at + patience
        if self.steps < self._look_at:
            return False
        self._look_at = self.steps + patience
        self._polls = any(not handle.dead for _, _, handle in self._timers)
        return self._polls

    def _wake_next_timer(self) -> None:
        """Moves time to the next live timer and makes due all timers of that moment, in the order they were set."""
        timers = self._timers
        while timers and timers[0][2].dead:
            heapq.heappop(timers)
        if not timers:
            self._nothing_can_go_on()
        self._now_s = max(self._now_s, timers[0][0])
        self._moved_at, self._most_ready = self.steps, 0
        self._look_at = self.steps + (self._fairness if self._polls else SPIN_STEPS)
        while timers and timers[0][0] <= self._now_s:
            self._enqueue(heapq.heappop(timers)[2])

    def _nothing_can_go_on(self) -> NoReturn:
        """Raises Deadlock; RealIORefused where a thread that the run started may still wake it."""
        self._refuse_threads()
        raise Deadlock(f"nothing can go on: {wait_for_graph(self.live_tasks())}")

    def _refuse_threads(self) -> None:
        started = [t for t in threading.enumerate() if t not in self._threads and not getattr(t, "controlled", False)]
        others = dict.fromkeys([t.name for t in started] + self._heard_from)
        if others:
            raise RealIORefused(
                f"the run waits while threads that it started are at work ({', '.join(others)}), and nobody controls "
                "when they answer: use the driver 'native' for it"
            )

    def _livelock(self) -> str:
        cycle = [self.names[actor] for actor in repeated(self.trace)]
        again = f"; these go round: {' -> '.join(cycle)}" if cycle else ""
        return f"{self.steps} steps without an end{again}; at work: {waiting(self.live_tasks())}"

    def _clean_up(self, main: Any) -> None:
        """Cancels what is left, in FIFO order and within a bound, so that a trial leaves nothing for the next one."""
        left = self.live_tasks()
        self.left_behind = [waiting([task]) for task in left if task is not main]
        self.timers_left = [named(handle.callback) for _, _, handle in self._timers if not handle.dead]
        kept = self.choices, self.trace, self.steps, self.overruled
        self.choices, self.trace = [], []
        self._strategy, self._late, self._slack_s = Fifo(), None, -1.0
        stuck = [task for task in left if not takes_cancel(task)]
        if stuck:
            self.unhandled.append({"message": f"tasks that wait for each other cannot be cancelled: {waiting(stuck)}"})
        closing = self.create_task(self._gather([task for task in left if task not in stuck]), name="cleanup")
        try:
            self._drive(closing, self.steps + CLEANUP_STEPS_MAX)
        except (Deadlock, StepLimit, RealIORefused) as error:
            self.unhandled.append({"message": f"tasks survived their cancellation: {error}"})
        finally:
            self.choices, self.trace, self.steps, self.overruled = kept
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


refuse_real_io(ControlledLoop)  # type: ignore[type-abstract]
