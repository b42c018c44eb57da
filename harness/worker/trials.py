"""Which trials an order has, and how each is run."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import monotonic  # bound before a subject can replace it
from typing import Any, cast

from harness.catalogue.drivers import CONTROLLED
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.repeatable import difference
from harness.worker.explore.strategies import THREAD_ROUND, Guide, Portfolio, Strategy, Tape, strategy_named
from harness.worker.explore.strategies.explorers import ROUND
from harness.worker.explore.strategies.protocol import Setting
from harness.worker.explore.trial import Outcome, Schedule, run_controlled, run_native, run_thread_schedule, run_threads
from harness.worker.forked import DRIVER as FRESH
from harness.worker.forked import run_forked
from harness.worker.sweeps import SWEEPS

REPEATED_EVERY = 50
REPEATED = 2  # controlled trials that are run twice: the native order, and the first one that is drawn


def derive_seed(root: int, name: str, index: int) -> int:
    """The seed of trial `index`, from the run's seed and the scenario's name; the same on every machine."""
    return int.from_bytes(hashlib.blake2b(f"{root}:{name}:{index}".encode(), digest_size=8).digest(), "big") >> 11


class Trials:
    """(driver, how to run it) for every trial of the order.

    Those in fresh processes come before anything has run in this one; they take turns in how the subject runs stages.
    Of the others the first is native order under control, where the order has both: what deadlocks there, or goes round
    for ever, would only hang on stock asyncio, and no native trial is run then. Native trials come next.

    Where the same schedule, run twice, differs, something that nobody controls decides what happens: the clock, an id,
    a hash, a random number without a seed.
    """

    def __init__(self, order: ScenarioRun, subject: Subject) -> None:
        self.unrepeatable = ""
        self._controlled = 0
        self._stuck = False
        self._order = order
        self._subject = subject
        self._portfolios = {
            driver: Portfolio(ROUND if driver == "schedules" else THREAD_ROUND)
            for driver in order.drivers
            if driver in CONTROLLED
        }
        seed = derive_seed(order.seed, order.id, 0)
        self._sweeps = [SWEEPS[driver](order, subject, seed) for driver in order.drivers if driver in SWEEPS]

    @property
    def exhausted(self) -> int:
        """The number of preemptions up to which every schedule was tried, by every driver; -1 for none."""
        return min((p.exhausted for p in self._portfolios.values()), default=-1)

    @property
    def swept(self) -> str:
        """How many of how many points each sweep tried; empty where there was none."""
        return "; ".join(sweep.swept for sweep in self._sweeps)

    def __iter__(self) -> Iterator[tuple[str, Callable[[], Outcome]]]:
        order, subject = self._order, self._subject
        if FRESH in order.drivers:
            for number in range(order.iterations):
                yield FRESH, partial(run_forked, order, subject, subject.engines[number % len(subject.engines)])
        schedules = self._portfolios.get("schedules")
        first = int(schedules is not None and "native" in order.drivers)
        if schedules is not None and first:
            yield "schedules", partial(self._explore, "schedules", schedules, 0)
        if "native" in order.drivers and not self._stuck:
            for _ in range(order.iterations):
                for engine in subject.engines:
                    yield "native", partial(run_native, order, subject, engine)
        if "threads" in order.drivers:
            for _ in range(order.iterations):
                yield "threads", partial(run_threads, order, subject)
        for driver, portfolio in self._portfolios.items():
            up = self._time()
            for index in range(first if driver == "schedules" else 0, order.trials):
                if up():
                    break
                yield driver, partial(self._explore, driver, portfolio, index)
        for sweep in self._sweeps:
            up = self._time()
            for trial in sweep:
                if up():
                    break
                yield trial

    def _time(self) -> Callable[[], bool]:
        """Whether the part of the seconds that each of the drivers has is over, from now on; never without a budget."""
        if not self._order.seconds:
            return lambda: False
        drivers = len(self._portfolios) + len(self._sweeps)
        until_s = monotonic() + self._order.seconds / drivers
        return lambda: monotonic() >= until_s

    def _explore(self, driver: str, portfolio: Portfolio, index: int) -> Outcome:
        seed = derive_seed(self._order.seed, self._order.id, index)
        strategy = portfolio.strategy(index, seed)
        outcome = run_scheduled(driver, self._order, self._subject, strategy, seed)
        portfolio.learn(strategy, len(outcome.schedule.choices), bounded=outcome.schedule.bounded)
        self._stuck = self._stuck or (strategy.setting == "native" and outcome.ended in ("deadlock", "livelock"))
        return outcome

    def is_due_twice(self, outcome: Outcome) -> bool:
        """Whether a trial is run twice: the first controlled ones are, and a sample. To be asked once for each."""
        if outcome.driver not in CONTROLLED:
            return False
        self._controlled += 1
        return self._controlled <= REPEATED or self._controlled % REPEATED_EVERY == 0

    def repeat(self, outcome: Outcome) -> None:
        """Runs a controlled trial once more by its tape; says in `unrepeatable` how that differs, if it does."""
        again = run_scheduled(outcome.driver, self._order, self._subject, tape_of(outcome.schedule), outcome.seed)
        self.unrepeatable = self.unrepeatable or difference(outcome, again)


def after_others(order: ScenarioRun, number: int, subject: Subject) -> Callable[[], Outcome]:
    """Runs all that came before trial `number` of the order, in this process, as when it was run first, and returns how
    to run that trial.

    Raises IndexError where the order has no such trial.
    """
    trials = Trials(order, subject)
    for index, (_, run) in enumerate(trials):
        if index == number:
            return run
        outcome = run()
        if trials.is_due_twice(outcome):
            trials.repeat(outcome)
    raise IndexError(f"{order.id} has no trial {number}")


def run_scheduled(driver: str, order: ScenarioRun, subject: Subject, strategy: Strategy, seed: int) -> Outcome:
    """One trial of a driver whose schedule a strategy chooses."""
    if driver == "schedules":
        return run_controlled(order, subject, strategy, seed)
    return run_thread_schedule(order, subject, strategy, seed, "gil" if driver == "thread_schedules" else "any")


def tape_of(schedule: Schedule) -> Tape:
    """The schedule of a controlled trial, to the letter."""
    return Tape(schedule.choices, _setting(schedule.setting), schedule.salt)


def strategy_of(trial: Mapping[str, Any], *, other_subject: bool) -> Strategy:
    """What chose the schedule of a kept trial: its choices to the letter; for another subject its strategy again."""
    choices = tuple(trial["choices"])
    if other_subject:
        guide = Guide(choices, _setting(trial["setting"]), int(trial["salt"]))
        return strategy_named(trial["strategy"], int(trial["seed"]), int(trial["horizon"]), guide)
    return Tape(choices, _setting(trial["setting"]), int(trial["salt"]))


def _setting(setting: str) -> Setting:
    return cast(Setting, setting if setting in ("native", "latency") else "reorder")
