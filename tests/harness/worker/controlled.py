"""Coroutines under control, for tests: virtual time, an order drawn from a seed, nothing left behind."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from harness.worker.explore.loop import STEPS_MAX, ControlledLoop
from harness.worker.explore.strategies import Fifo, RandomWalk, Strategy

T = TypeVar("T")


def new_loop(strategy: Strategy | None = None, *, steps_max: int = STEPS_MAX, fairness: int = 50) -> ControlledLoop:
    chosen = strategy or Fifo()
    return ControlledLoop(chosen, steps_max=steps_max, fairness=fairness)  # type: ignore[abstract]


class Controlled:
    """`controlled(main())` runs a coroutine in FIFO order, `controlled(main(), seed=3)` in the order of that seed.

    Asserts that the run left no task behind and no error unhandled; `loop` is the loop of the last run.
    """

    loop: ControlledLoop

    def __call__(self, main: Coroutine[Any, Any, T], seed: int | None = None) -> T:
        self.loop = new_loop(None if seed is None else RandomWalk(seed))
        result: T = self.loop.run_trial(main)
        assert (self.loop.left_behind, self.loop.unhandled) == ([], [])
        return result

    def under_seeds(self, main: Callable[[], Coroutine[Any, Any, T]], seeds: int = 50) -> list[T]:
        """The results under many seeds."""
        return [self(main(), seed) for seed in range(seeds)]
