"""Runs the bugs of the zoo under the explorers, schedule after schedule."""

from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any

from harness.worker.explore.handles import Deadlock, RealIORefused, StepLimit
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Diverged, Explorer, Portfolio, Strategy, explorer_named
from harness.worker.explore.strategies.explorers import ROUND
from harness.worker.explore.threads import ThreadRun, installed, run_threads
from harness.worker.trials import derive_seed
from tests.selftest.zoo import threads
from tests.selftest.zoo.bug import STEPS_MAX, Bug

# A thread steps at each place where the interpreter can switch, and fairness lets one spin for a thousand of them.
THREAD_STEPS_MAX = 20_000


def schedules_until_found(
    bug: Bug,
    strategy: str,
    root_seed: int,
    schedules_max: int,
    *,
    healthy: bool = False,
    turns: Sequence[str] = ROUND,
) -> int | None:
    """The number, from 1, of the first schedule that shows the bug; None where none of them does.

    `healthy` runs the twin instead: a number then is a false alarm. `turns` are those that the portfolio takes.
    """
    explorer = _portfolio(bug, turns) if strategy == "portfolio" else explorer_named(strategy)
    body = bug.healthy if healthy else bug.buggy
    shows = _tasks_show_it if bug.kind == "asyncio" else _threads_show_it
    for index in range(schedules_max):
        chosen = explorer.strategy(index, derive_seed(root_seed, bug.name, index))
        if chosen is None:
            return None  # all there are were tried
        if shows(body, chosen, explorer):
            return index + 1
    return None


def _portfolio(bug: Bug, turns: Sequence[str]) -> Portfolio:
    return Portfolio(turns if bug.kind == "asyncio" else tuple(name for name in turns if name != "latency"))


def _tasks_show_it(body: Callable[[], Any], strategy: Strategy, explorer: Explorer) -> bool:
    loop = ControlledLoop(strategy, steps_max=STEPS_MAX)  # type: ignore[abstract]  # real I/O is refused below the class
    try:
        loop.run_trial(body())
    except (Diverged, RealIORefused):
        raise
    except Exception:
        return True
    finally:
        explorer.learn(strategy, len(loop.choices), bounded=bool(loop.overruled))
    return False


def _threads_show_it(body: Callable[[], Any], strategy: Strategy, explorer: Explorer) -> bool:
    told = ThreadRun()
    with installed():
        together = body()
        targets = list(zip("abcdefgh", together.functions, strict=False))
        try:
            run_threads(targets, strategy, _declared, "gil", steps_max=THREAD_STEPS_MAX, run=told)
        except (Deadlock, StepLimit):
            return True
        finally:
            explorer.learn(strategy, len(told.choices), bounded=bool(told.overruled))
    if told.errors:
        return True
    try:
        together.check()
    except AssertionError:
        return True
    return False


def _declared(code: CodeType) -> bool:
    return code.co_filename == threads.__file__
