"""A controlled loop that disturbs the run of one trial: cancels it at given steps, or lets a stage fail at one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Strategy
from harness.worker.explore.waiting import waiting

Way = Literal["task", "token"]
FaultKind = Literal["raise", "fail", "retry", "hang"]
HANG_STEPS = 2_000
_NEVER = 1 << 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, in which stage, before which of its steps: step 0 is its first, step n follows its n-th
    suspension.
    """

    stage: str
    step: int
    kind: FaultKind


class InjectedFault(Exception):
    """What a stage raises because the sweep says so."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """The steps of the loop after which the run is cancelled, in which way, and the fault; nothing by default."""

    interrupts: tuple[int, ...] = ()
    by: Way = "task"
    fault: Fault | None = None

    @property
    def setting(self) -> str:
        """What the trial needs, in the words of the catalogue."""
        if self.fault is not None:
            return "fault"
        return "cancellation" if self.interrupts else "native"


class SweptLoop(ControlledLoop):
    """A scenario says which task is the run (`the_run`); the loop cancels it, and notes when it was under way.

    `first` is the number of steps after the run's own first one, `last` that after which it had ended: a run can be
    cancelled after `first` steps at the earliest, after `last - 1` at the latest. `stage_steps` counts the steps of
    each stage. Tasks of the run that were alive at its end are in `left_behind` even where they end by themselves a
    step later. A run that hangs by a fault is cancelled once nothing else can go on, or after `HANG_STEPS` steps where
    something polls.
    """

    def __init__(self, strategy: Strategy, disturbance: Disturbance, *, one_task_per_stage: bool = True) -> None:
        super().__init__(strategy)
        self.one_task_per_stage = one_task_per_stage
        self.disturbance = disturbance
        self.first = self.last = 0
        self.stage_steps: dict[str, int] = {}
        self.disturbed = False
        self._run: Any = None
        self._cancel_by_token: Callable[[], bool] = lambda: False
        self._tell: Callable[[str, int], None] = lambda by, step: None
        self._alive_at_end: list[tuple[Any, str]] = []
        self._interrupts = list(disturbance.interrupts)
        self._hangs = False
        self._clip()

    def the_run(self, task: Any, cancel_by_token: Callable[[], bool], tell: Callable[[str, int], None]) -> None:
        """`task` is what is cancelled; `cancel_by_token` says whether there was a token; `tell` hears of cancels."""
        self._run, self._cancel_by_token, self._tell = task, cancel_by_token, tell

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Around the run, inside its task."""
        self.first = self.steps
        try:
            yield
        finally:
            self.last = self.steps
            live = [t for t in self.live_tasks() if t.number > self._run.number]
            self._alive_at_end = [(t, waiting([t])) for t in live]

    def hangs(self) -> None:
        """Called by the stage that hangs from now on."""
        self._hangs = True
        self._interrupts = [self.steps + HANG_STEPS]
        self._clip()

    def _clip(self) -> None:
        self._look_at = min(self._look_at, self._interrupts[0] if self._interrupts else _NEVER)

    def _time_is_up(self) -> bool:
        self._interrupt_if_due()
        polls = super()._time_is_up()
        self._clip()
        return polls

    def _wake_next_timer(self) -> None:
        if self._interrupt_if_due():
            return
        if self._hangs and not any(not handle.dead for _, _, handle in self._timers):
            self._interrupt()
            return
        super()._wake_next_timer()
        self._clip()

    def _interrupt_if_due(self) -> bool:
        if not self._interrupts or self.steps < self._interrupts[0]:
            return False
        self._interrupt()
        return True

    def _interrupt(self) -> None:
        del self._interrupts[:1]
        self._hangs = False
        if self._run is None or self._run.done():
            return
        by = self.disturbance.by
        if self._cancel_by_token() if by == "token" else self._run.cancel():
            self.disturbed = True
            self._tell(by, self.steps)

    def _clean_up(self, main: Any) -> None:
        self._interrupts.clear()
        self._hangs = False
        over = [where for task, where in self._alive_at_end if task.done()]
        super()._clean_up(main)
        self.left_behind = [*over, *self.left_behind]
