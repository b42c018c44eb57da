"""Makes a failing controlled trial smaller: fewer preemptions, then fewer stages and smaller arguments.

Zeller and Hildebrandt's delta debugging (ddmin, TSE 2002), over the places where the schedule leaves its base.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from harness.catalogue import SCENARIOS
from harness.catalogue.drivers import CONTROLLED, THREADED
from harness.checks.registry import judge_trial
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence, Verdict
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.account import ObservingLoop, account, thread_account
from harness.worker.explore.strategies import Fifo, Guide, Script, Strategy, Switch, Transcript
from harness.worker.explore.strategies.explorers import ROUND, THREAD_ROUND, Portfolio
from harness.worker.explore.threads import Granularity, ThreadRun
from harness.worker.explore.threads.places import shown
from harness.worker.explore.trial import Outcome, run_controlled, run_thread_schedule
from harness.worker.heads import head_of
from harness.worker.trials import derive_seed, run_scheduled, strategy_of, tape_of

T = TypeVar("T")
BUDGET_TRIALS = 300  # for one failure; a run with many gives each fewer
ANY_ORDER = "It needs no particular order: it shows as stock asyncio runs it."
SEARCH_TRIALS = 20
_WORD = re.compile(r"[^\s,]+")
IN_ORDER = ("native", "latency")  # settings whose schedules never leave first in, first out


@dataclass(frozen=True, slots=True)
class Failure:
    """A trial that fails the check, and the switches that make its schedule (none where it is first in, first out)."""

    order: ScenarioRun
    outcome: Outcome
    verdict: Verdict
    switches: tuple[Switch, ...]

    @property
    def preemptions(self) -> int:
        return sum(s.preempts for s in self.switches)

    @property
    def delays(self) -> int:
        """How many timers are late, where the schedule delays timers."""
        return sum(map(bool, self.outcome.schedule.choices)) if self.outcome.schedule.setting == "latency" else 0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """`first` is the trial as it was found, `last` the smallest that still fails; `trials` how many it took."""

    first: Failure
    last: Failure
    trials: int


class Shrinker:
    """Shrinks trials of one check on one subject, within a budget of trials."""

    def __init__(self, check: str, subject: Subject, budget: int = BUDGET_TRIALS) -> None:
        self.left = budget
        self._check = check
        self._subject = subject
        self._driver = "schedules"
        self._signature = ""

    def shrink(self, order: ScenarioRun, trial: Mapping[str, Any]) -> Shrunk | None:
        """None where the trial does not fail again: then there is nothing to hold on to."""
        budget = self.left
        if trial["driver"] in THREADED:
            self._driver = trial["driver"]
        kept = strategy_of(trial, other_subject=False) if trial["driver"] in CONTROLLED else Fifo()
        transcript = Transcript(kept)
        first = self._try(order, transcript, transcript.switches)
        if first is None:
            return None
        self._signature = first.verdict.signature
        last = self._without_schedule(first) or self._fewer_switches(first)
        last = self._smaller(last)
        return Shrunk(first, last, budget - self.left)

    def _try(self, order: ScenarioRun, strategy: Strategy, switches: Sequence[Switch] = ()) -> Failure | None:
        """Runs one trial; the failure, or None where it is not the one of the first trial or the budget is used up."""
        if self.left <= 0:
            return None
        self.left -= 1
        outcome = run_scheduled(self._driver, order, self._subject, strategy, order.seed)
        records = outcome.recorder.records
        evidence = TrialEvidence(order, head_of(outcome, len(records)), records)
        verdict = judge_trial(evidence, [self._check])[self._check]
        if verdict.outcome is not Word.FAIL or outcome.ended == "diverged":
            return None
        if self._signature and not fails_alike(verdict.signature, self._signature):
            return None
        return Failure(order, outcome, verdict, () if outcome.schedule.setting in IN_ORDER else tuple(switches))

    def _without_schedule(self, first: Failure) -> Failure | None:
        """In native order, where that fails too: then no schedule is needed to show it. Threads have none."""
        return self._try(first.order, Fifo()) if self._driver == "schedules" else None

    def _fewer_switches(self, failure: Failure) -> Failure:
        """Preempting switches are taken out first: they are what makes a schedule hard to believe."""
        if failure.outcome.schedule.setting == "latency":
            return self._fewer_delays(failure)
        for salt in dict.fromkeys((0, failure.outcome.schedule.salt)):
            scripted = self._scripted(failure.order, failure.switches, salt)
            if scripted is not None:
                break
        else:
            return failure
        for kept in (lambda s: not s.preempts, lambda s: s.preempts, lambda s: False):
            fixed, loose = [s for s in scripted.switches if kept(s)], [s for s in scripted.switches if not kept(s)]
            scripted = self._minimal(scripted, fixed, loose)
        return scripted

    def _minimal(self, failure: Failure, fixed: list[Switch], loose: list[Switch]) -> Failure:
        best = failure
        salt = failure.outcome.schedule.salt

        def fails(switches: list[Switch]) -> bool:
            nonlocal best
            wanted = [s for s in failure.switches if s in fixed or s in switches]
            found = self._scripted(failure.order, wanted, salt)
            if found is None or len(found.switches) > len(best.switches):
                return False
            best = found
            return True

        fewest(loose, fails)
        return best

    def _scripted(self, order: ScenarioRun, switches: Sequence[Switch], salt: int) -> Failure | None:
        script = Script(switches, salt)
        found = self._try(order, script)
        return None if found is None else replace(found, switches=tuple(script.took))

    def _fewer_delays(self, failure: Failure) -> Failure:
        """Timers on time, wherever the failure does not need them late."""
        best, schedule = failure, failure.outcome.schedule

        def fails(late: list[int]) -> bool:
            nonlocal best
            choices = [choice if i in late else 0 for i, choice in enumerate(schedule.choices)]
            found = self._try(failure.order, Guide(choices, "latency", schedule.salt))
            best = found or best
            return found is not None

        fewest([i for i, choice in enumerate(schedule.choices) if choice], fails)
        return best

    # smaller parameters

    def _smaller(self, failure: Failure) -> Failure:
        best = failure

        def fails(stages: list[str]) -> bool:
            nonlocal best
            found = self._again(best, without_others(failure.order, stages)) if stages else None
            best = found or best
            return found is not None

        if len(failure.order.stages) > 1 and not failure.order.expected:  # what is expected rests on all of them
            fewest([s.name for s in failure.order.stages], fails)
        arguments = next(s.arguments for s in SCENARIOS if s.name == failure.order.family)
        for name, argument in arguments.items():
            value = best.order.arguments.get(name)
            if argument.type == "int" and isinstance(value, int) and argument.min is not None:
                best = self._smallest_value(best, name, argument.min, value)
        return best if best is failure or best.outcome.schedule.setting == "native" else self._fewer_switches(best)

    def _smallest_value(self, failure: Failure, name: str, least: int, value: int) -> Failure:
        """The least value that still fails, by bisection: right where smaller values fail less, and no matter else."""
        best, low = failure, least
        while low < value and self.left > 0:
            middle = (low + value) // 2
            order = replace(best.order, arguments={**best.order.arguments, name: middle})
            found = self._again(best, order)
            if found is None:
                low = middle + 1
            else:
                best, value = found, middle
        return best

    def _again(self, failure: Failure, order: ScenarioRun) -> Failure | None:
        """The same schedule on the smaller order as far as it fits, else a short search for another one."""
        schedule = failure.outcome.schedule
        if schedule.setting == "native":
            return self._try(order, Fifo())
        if schedule.setting == "latency":
            found = self._try(order, Guide(schedule.choices, "latency", schedule.salt))
        else:
            found = self._scripted(order, failure.switches, schedule.salt)
        if found is not None:
            return found
        round_ = ROUND if self._driver == "schedules" else THREAD_ROUND
        portfolio = Portfolio(("latency",) if schedule.setting == "latency" else round_)
        for index in range(SEARCH_TRIALS):
            strategy = portfolio.strategy(index, derive_seed(order.seed, order.id, index))
            transcript = Transcript(strategy)
            found = self._try(order, transcript, transcript.switches)
            if found is not None and found.outcome.schedule.setting == schedule.setting:
                return found
        return None


def fails_alike(smaller: str, first: str) -> bool:
    """Whether a failure with the signature `smaller` is the one with the signature `first`, or a part of it.

    A signature that lists what failed ("raised KeyError, ValueError") lists less of it where the trial is smaller.
    """
    said, before = (_WORD.findall(signature) for signature in (smaller, first))
    return said[:1] == before[:1] and set(said) <= set(before)


def without_others(order: ScenarioRun, names: Sequence[str]) -> ScenarioRun:
    """The order with these stages only; what depended on another one depends on what that one depended on."""
    before = {s.name: s.dependencies for s in order.stages}

    def kept(dependencies: tuple[str, ...]) -> tuple[str, ...]:
        flat = [n for d in dependencies for n in ((d,) if d in names else instead(d))]
        return tuple(dict.fromkeys(flat))

    @cache
    def instead(name: str) -> tuple[str, ...]:
        return kept(before[name])

    return replace(
        order, stages=tuple(replace(s, dependencies=kept(s.dependencies)) for s in order.stages if s.name in names)
    )


def fewest(items: list[T], fails: Callable[[list[T]], bool]) -> list[T]:
    """A list that still fails, and no longer does when any single item is taken out (ddmin by complements).

    `fails` is asked for each smaller list; that the whole list fails is taken for granted.
    """
    if not items or fails([]):
        return []
    size = max(len(items) // 2, 1)
    while True:
        start, shorter = 0, False
        while start < len(items):
            rest = items[:start] + items[start + size :]
            if rest and fails(rest):
                items, shorter = rest, True
            else:
                start += size
        if size == 1 and not shorter:
            return items
        size = max(size // 2, 1)


def shrink(
    order: ScenarioRun, trial: Mapping[str, Any], check: str, subject: Subject, budget: int = BUDGET_TRIALS
) -> dict[str, Any]:
    """{"shrunk": False}, or {"shrunk": True, "scenario", "trial", "witness", "account", "says"}: the smallest trial
    found that fails the same check, as a token holds it, and in words. `budget` is in trials.
    """
    found = Shrinker(check, subject, budget).shrink(order, trial)
    if found is None:
        return {"shrunk": False}
    last = found.last
    head = head_of(last.outcome, len(last.outcome.recorder.records))
    return {
        "shrunk": True,
        "scenario": last.order.to_json(),
        "trial": {
            "driver": last.outcome.driver,
            "strategy": head.strategy,
            "setting": head.setting,
            "engine": head.engine,
            "salt": head.salt,
            "horizon": 0,
            "seed": head.seed,
            "choices": list(head.choices),
        },
        "witness": list(last.verdict.witness),
        "account": retold(last, subject),
        "says": said(found),
    }


def said(found: Shrunk) -> str:
    """ "from 194 preemptions to 1, from 50 stages to 2, in 90 trials"."""
    first, last = found.first, found.last
    parts = [_change(first.preemptions, last.preemptions, "preemption"), _change(first.delays, last.delays, "delay")]
    parts.append(_change(len(first.order.stages), len(last.order.stages), "stage"))
    for name, value in first.order.arguments.items():
        if last.order.arguments.get(name) != value:
            parts.append(f"{name} from {value} to {last.order.arguments.get(name)}")
    told = ", ".join(part for part in parts if part) or "nothing could be left out"
    return f"{told}, in {found.trials} trials"


def _change(before: int, after: int, what: str) -> str:
    return "" if before == after else f"from {before} {what}{'s' * (before != 1)} to {after}"


def retold(failure: Failure, subject: Subject) -> list[str]:
    """The account of a failing trial: it is run once more by its choices, with its tasks watched."""
    schedule = failure.outcome.schedule
    tape = tape_of(schedule)
    if failure.outcome.driver in THREADED:
        granularity: Granularity = "gil" if failure.outcome.driver == "thread_schedules" else "any"
        told = ThreadRun()
        run_thread_schedule(failure.order, subject, tape, failure.outcome.seed, granularity, told)
        return thread_account(
            [(told.names[a], shown((c, o)) if c else "", told.names[b]) for a, c, o, b in told.switches]
        )
    loop = ObservingLoop(tape)  # type: ignore[abstract]  # methods for real I/O are set below the class
    run_controlled(failure.order, subject, tape, failure.outcome.seed, loop)
    said = " ".join(failure.verdict.witness)
    about = [name for name in dict.fromkeys(schedule.names) if re.search(rf"\b{re.escape(name)}\b", said)]
    steps = sum(1 for actor in loop.trace if actor)  # those of the cleaning up come after them
    if not about and not failure.switches and schedule.setting == "native":
        return [ANY_ORDER]
    return account(loop.steps_seen[:steps], failure.switches, about)
