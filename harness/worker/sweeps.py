"""The drivers cancel_each and fault_each: first one run that is left alone, then one for each point of it."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from harness.catalogue.faults import FAULT_NAMES
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Fifo, Strategy, Tape
from harness.worker.explore.swept_loop import Disturbance, Fault, FaultKind, SweptLoop, Way
from harness.worker.explore.trial import Outcome, run_controlled

Run = Callable[[], Outcome]


class Sweep(ABC):
    """The trials of one sweep over an order, as many as `order.trials` at the most; `swept` says how far it came.

    Every point is tried for each way in which the subject can run stages. Where there are more points than trials, a
    sample of them is drawn from the seed and tried in the order in which they come.
    """

    driver = ""

    def __init__(self, order: ScenarioRun, subject: Subject, seed: int) -> None:
        self._order = order
        self._subject = subject
        self._random = random.Random(seed)
        self._left = order.trials
        self._told: list[str] = []
        self._alone: dict[str, SweptLoop] = {}
        self._broken = ""

    @property
    def swept(self) -> str:
        """ "120 of 120 cancellations of the task, ..."; or why nothing could be swept."""
        return f"{self.driver}: {self._broken or ', '.join(self._told) or 'nothing was tried'}"

    def __iter__(self) -> Iterator[tuple[str, Run]]:
        for engine in self._subject.engines[: self._left]:
            self._left -= 1
            yield self.driver, partial(self._undisturbed, engine)
        if not self._broken:
            yield from self._points()

    @abstractmethod
    def _points(self) -> Iterator[tuple[str, Run]]:
        """The trials of all points."""

    def _undisturbed(self, engine: str) -> Outcome:
        loop, outcome = run_disturbed(self.driver, self._order, self._subject, Disturbance(), engine, Fifo())
        self._alone[engine] = loop
        if outcome.ended != "completed":
            self._broken = f"nothing was tried, the run without a disturbance is {outcome.ended}"
        elif not loop.last:
            self._broken = "nothing was tried, the scenario has no run that a sweep can reach"
        return outcome

    def _each(self, points: Sequence[tuple[str, Disturbance]], what: str) -> Iterator[tuple[str, Run]]:
        """The trials of these (engine, disturbance), or of a sample of them."""
        chosen: Sequence[int] = range(len(points))
        if len(points) > self._left:
            chosen = sorted(self._random.sample(chosen, self._left))
        at = len(self._told)
        self._told.append("")
        for number, index in enumerate(chosen, 1):
            self._left -= 1
            yield self.driver, partial(self._disturbed, *points[index])
            self._told[at] = f"{number} of {len(points)} {what}"
        self._told[at] = f"{len(chosen)} of {len(points)} {what}"

    def _disturbed(self, engine: str, disturbance: Disturbance) -> Outcome:
        return run_disturbed(self.driver, self._order, self._subject, disturbance, engine, Fifo())[1]


class CancelEach(Sweep):
    """Cancels the run at each of its suspension points: the task that awaits it, then by the run's own token, then the
    task a second time at each later point until it had ended.
    """

    driver = "cancel_each"

    def __init__(self, order: ScenarioRun, subject: Subject, seed: int) -> None:
        super().__init__(order, subject, seed)
        self._again: list[tuple[str, Disturbance]] = []

    def _points(self) -> Iterator[tuple[str, Run]]:
        yield from self._each(self._once("task"), "cancellations of the task")
        yield from self._each(self._once("token"), "cancellations by the token")
        yield from self._each(self._again, "second cancellations")

    def _once(self, by: Way) -> list[tuple[str, Disturbance]]:
        return [
            (engine, Disturbance((step,), by))
            for engine, loop in self._alone.items()
            for step in range(loop.first, loop.last)
        ]

    def _disturbed(self, engine: str, disturbance: Disturbance) -> Outcome:
        loop, outcome = run_disturbed(self.driver, self._order, self._subject, disturbance, engine, Fifo())
        if disturbance.by == "task" and len(disturbance.interrupts) == 1:
            (step,) = disturbance.interrupts
            self._again += [(engine, Disturbance((step, later))) for later in range(step + 1, loop.last)]
        return outcome


class FaultEach(Sweep):
    """Before each of its steps lets each stage raise, return FAIL, return RETRY, or hang; only what the order names."""

    driver = "fault_each"

    def _points(self) -> Iterator[tuple[str, Run]]:
        points = [
            (engine, Disturbance(fault=Fault(stage, step, cast(FaultKind, kind))))
            for engine, loop in self._alone.items()
            for stage, steps in loop.stage_steps.items()
            for step in range(steps)
            for kind in self._order.faults or FAULT_NAMES
        ]
        yield from self._each(points, "faults")


SWEEPS: Mapping[str, type[Sweep]] = {sweep.driver: sweep for sweep in (CancelEach, FaultEach)}


def run_disturbed(
    driver: str, order: ScenarioRun, subject: Subject, disturbance: Disturbance, engine: str, strategy: Strategy
) -> tuple[SweptLoop, Outcome]:
    """One trial of a sweep, and the loop that it ran on."""
    loop = SweptLoop(strategy, disturbance, one_task_per_stage=engine == "tasks")  # type: ignore[abstract]  # as above
    outcome = run_controlled(order, subject, strategy, order.seed, loop)
    schedule = replace(outcome.schedule, setting=disturbance.setting, disturbance=disturbance)
    return loop, replace(outcome, driver=driver, engine=engine, schedule=schedule)


def replay_disturbed(order: ScenarioRun, trial: Mapping[str, Any], subject: Subject, *, other_subject: bool) -> Outcome:
    """A kept trial of a sweep again: its choices to the letter; for another subject first in, first out."""
    strategy = Fifo() if other_subject else Tape(tuple(trial["choices"]), "native")
    disturbance = disturbance_of(trial)
    return run_disturbed(trial["driver"], order, subject, disturbance, str(trial["engine"]), strategy)[1]


def disturbance_of(trial: Mapping[str, Any]) -> Disturbance:
    """What a token, or the head of a trial, says of it."""
    fault = trial.get("fault")
    return Disturbance(
        tuple(trial.get("interrupts", ())),
        cast(Way, trial.get("by") or "task"),
        Fault(fault["stage"], int(fault["step"]), fault["kind"]) if fault else None,
    )
