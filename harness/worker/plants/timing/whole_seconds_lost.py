"""whole-seconds-lost: the timer of a run starts again at 0 after every second."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineTimer.elapsed_ms: what is left over a second, as of a difference's microseconds alone."""
    timer = subject.name("stageflow", "PipelineTimer")
    elapsed = timer.elapsed_ms

    @wraps(elapsed)
    def elapsed_ms(self: Any) -> int:
        return int(elapsed(self)) % 1000

    timer.elapsed_ms = elapsed_ms
