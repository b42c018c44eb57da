"""The graphs of the 0.5 interface, their specs and errors."""

from stageflow.pipeline.errors import (
    GraphCycleError,
    GraphDeadlockError,
    StageExecutionError,
    StuckStageError,
    UnifiedPipelineCancelled,
    UnifiedStageExecutionError,
)
from stageflow.pipeline.legacy import StageGraph, StageRunner, StageSpec
from stageflow.pipeline.unified import Run, StageRunnerNew, UnifiedStageGraph, UnifiedStageSpec

__all__ = [
    "GraphCycleError",
    "GraphDeadlockError",
    "Run",
    "StageExecutionError",
    "StageGraph",
    "StageRunner",
    "StageRunnerNew",
    "StageSpec",
    "StuckStageError",
    "UnifiedPipelineCancelled",
    "UnifiedStageExecutionError",
    "UnifiedStageGraph",
    "UnifiedStageSpec",
]
