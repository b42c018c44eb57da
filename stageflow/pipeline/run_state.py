"""What happened so far in one run, and what that means. Pure: no event loop, no clock, no I/O."""

from __future__ import annotations

from stageflow.core.stage_enums import StageStatus
from stageflow.core.stage_output import StageOutput
from stageflow.pipeline.errors import UnifiedPipelineCancelled, UnifiedStageExecutionError
from stageflow.pipeline.planned import PlannedStage
from stageflow.pipeline.ready import Plan

_OK = StageStatus.OK
EXTERNAL = "<external>"
DEFAULT_CANCEL_REASON = "cancelled by stage"


class RunState:
    """The outputs and endings of a run.

    An ending is a failure, a CANCEL output or a cancellation from outside. After the first one nothing new becomes
    ready; stages that were ready already may still add to it until the run is `closed`, so that the ending of the run
    is the first in the order of the graph, whichever of them came first in time.
    """

    __slots__ = ("_cancelled", "_failed", "_needs", "closed", "complete", "ended", "external_reason", "left", "outputs")

    def __init__(self, plan: Plan) -> None:
        self.left = len(plan.needs)
        self._needs = plan.needs.copy()
        self.outputs: dict[str, StageOutput] = {}
        self.ended = False
        self.closed = False
        self.complete = False
        self.external_reason: str | None = None
        self._failed: list[tuple[PlannedStage, BaseException, StageOutput | None]] = []
        self._cancelled: list[tuple[PlannedStage, str]] = []

    def finish(self, stage: PlannedStage, output: StageOutput) -> list[PlannedStage] | None:
        """Take the output of a stage; the stages that may start now, None for none."""
        status = output.status
        if status is not _OK:
            if status == StageStatus.FAIL:
                error = Exception(output.error or f"stage {stage.name!r} returned FAIL")
                self.fail(stage, error, output)
                return None
            if status == StageStatus.CANCEL:
                self.ended = True
                if not self.closed:
                    self._cancelled.append((stage, output.data.get("cancel_reason", DEFAULT_CANCEL_REASON)))
        self.outputs[stage.name] = output
        # ReadySet.finish, written out: a call, and a list for every stage that frees none, are a tenth of its cost
        self.left -= 1
        needs = self._needs
        new: list[PlannedStage] | None = None
        for child in stage.children:
            index = child.index
            count = needs[index] = needs[index] - 1
            if not count:
                if new is None:
                    new = [child]
                else:
                    new.append(child)
        return None if self.ended else new

    def fail(self, stage: PlannedStage, error: BaseException, output: StageOutput | None = None) -> None:
        """Take the failure of a stage. Once the run is closed it is a consequence of its end, not an ending."""
        self.ended = True
        if not self.closed:
            self._failed.append((stage, error, output))

    def cancel(self, reason: str) -> None:
        """Take a cancellation from outside."""
        if not self.ended:
            self.ended = True
            self.external_reason = reason

    def close(self) -> None:
        """Nothing that happens from now on ends the run: its stages are being cancelled."""
        self.closed = True
        self.complete = not self.left

    def why(self) -> str:
        """The reason to give to those who listen for the end of the run."""
        if self._failed:
            return f"stage {self._failed[0][0].name!r} failed"
        if self._cancelled:
            return self._cancelled[0][1]
        return self.external_reason or "run ended"

    def error(self) -> UnifiedStageExecutionError | UnifiedPipelineCancelled | None:
        """The exception that ends the run, None when it went well."""
        failed = sorted(self._failed, key=lambda entry: entry[0].index)
        cancelled = sorted(self._cancelled, key=lambda entry: entry[0].index)
        if failed and not (cancelled and cancelled[0][0].index < failed[0][0].index):
            stage, original, output = failed[0]
            failure = UnifiedStageExecutionError(stage.name, original)
            failure.__cause__ = original
            failure.output = output
            failure.results = dict(self.outputs)
            failure.failures = tuple((other.name, error) for other, error, _ in failed)
            return failure
        if cancelled:
            return UnifiedPipelineCancelled(cancelled[0][0].name, cancelled[0][1], dict(self.outputs))
        if self.external_reason is not None and not self.complete:
            return UnifiedPipelineCancelled(EXTERNAL, self.external_reason, dict(self.outputs))
        return None

    def release(self) -> None:
        """Forget the exceptions: their tracebacks lead back to the run."""
        self._failed.clear()
