"""The errors of the graphs. `stageflow.pipeline.dag` exports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stageflow.pipeline.spec import CycleDetectedError
from stageflow.stages.result import StageError

if TYPE_CHECKING:
    from stageflow.core.stage_output import StageOutput


class StageExecutionError(StageError):
    """A stage of the legacy graph failed outside its interceptors."""

    def __init__(self, stage: str, original: Exception, recoverable: bool = False) -> None:
        super().__init__(stage, original)
        self.recoverable = recoverable


class UnifiedStageExecutionError(Exception):
    """A stage failed and ended its run.

    `original` is what it raised (also the cause), or an Exception with the error text of its FAIL output, which is then
    `output`. `results` are the outputs of the stages that finished; `failures` are all (stage, exception) of the run in
    the order of the graph, this one first.
    """

    def __init__(self, stage: str, original: BaseException, recoverable: bool = False) -> None:
        super().__init__(f"stage {stage!r} failed: {str(original) or type(original).__name__}")
        self.stage = stage
        self.original = original
        self.recoverable = recoverable
        self.output: StageOutput | None = None
        self.results: dict[str, StageOutput] = {}
        self.failures: tuple[tuple[str, BaseException], ...] = ((stage, original),)


class UnifiedPipelineCancelled(Exception):
    """A run was cancelled, by the CANCEL output of `stage` or from outside (`stage` is "<external>")."""

    def __init__(self, stage: str, reason: str, results: dict[str, StageOutput]) -> None:
        super().__init__(f"run cancelled by stage {stage!r}: {reason}")
        self.stage = stage
        self.reason = reason
        self.results = results


class GraphDeadlockError(RuntimeError):
    """A graph holds stages that can never start. Raised by a run before any stage has started."""


class GraphCycleError(CycleDetectedError, GraphDeadlockError):
    """A graph holds a cycle. Raised by a run before any stage has started; `cycle_path` is the cycle."""

    def __init__(self, cycle_path: list[str], stages: list[str] | None = None) -> None:
        super().__init__(cycle_path, stages)
        path = " -> ".join(cycle_path)
        self.args = (f"Deadlock: the stages of a cycle can never start: {path}; remove one of these dependencies",)


class StuckStageError(RuntimeError):
    """Stages went on running after they were cancelled, for longer than the graph's `cancel_grace`.

    Their tasks are still alive: no Python program can end a task that refuses. The cause is what ended the run.
    """

    def __init__(self, stages: list[str], grace_s: float) -> None:
        names = ", ".join(repr(name) for name in stages)
        super().__init__(
            f"cancelled stages still run after {grace_s:g} s: {names}; let asyncio.CancelledError propagate in them"
        )
        self.stages = stages
