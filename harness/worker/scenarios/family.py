"""What a scenario family offers: given the order and the subject, the body of one trial."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Strategy
from harness.worker.explore.threads import Granularity, ThreadRun
from harness.worker.recorder import Recorder

AsyncBody = Callable[[ScenarioRun, Subject, Recorder], Awaitable[None]]
ThreadBody = Callable[[ScenarioRun, Subject, Recorder], None]
ControlledThreadBody = Callable[[ScenarioRun, Subject, Recorder, Strategy, Granularity, ThreadRun], ThreadRun]


class Execute:
    """A stage whose `execute` is the function it was made with."""

    name = "execute"
    kind = "transform"

    def __init__(self, execute: Callable[[Any], Awaitable[Any]]) -> None:
        self.execute = execute
