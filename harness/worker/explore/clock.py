"""Clocks of the `time` module that follow the controlled loop, where a pipeline asks for it (`clock: virtual`)."""

import time
from asyncio import events
from collections.abc import Callable
from typing import Any

_NS = 1_000_000_000
_real: dict[str, Callable[[], Any]] = {}


def follow_the_loop() -> None:
    """Replaces `time.monotonic`, `time.perf_counter` and their `_ns` forms, before the subject binds their names.

    On a controlled loop they give its virtual seconds, elsewhere what they always did, about 0.1 us later. `time.time`
    and `time.sleep` stay as they are: a stage that blocks in `sleep` really blocks.
    """
    if _real:
        return
    for name in ("monotonic", "perf_counter", "monotonic_ns", "perf_counter_ns"):
        _real[name] = getattr(time, name)
        setattr(time, name, _following(_real[name], _NS if name.endswith("_ns") else None))


def let_go() -> None:
    """Puts the clocks of the interpreter back."""
    for name, clock in _real.items():
        setattr(time, name, clock)
    _real.clear()


def _following(real: Callable[[], Any], unit: int | None) -> Callable[[], Any]:
    def clock() -> Any:
        loop = events._get_running_loop()
        if loop is None or not hasattr(loop, "run_trial"):
            return real()
        now_s = loop.time()
        return now_s if unit is None else round(now_s * unit)

    return clock
