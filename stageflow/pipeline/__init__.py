"""Pipelines, graphs and what runs them."""

from stageflow.core.stage_protocol import Stage
from stageflow.pipeline.builder import PipelineBuilder
from stageflow.pipeline.dag import StageExecutionError, StageGraph, StageSpec
from stageflow.pipeline.pipeline import Pipeline, UnifiedStageSpec
from stageflow.pipeline.registry import PipelineRegistry, pipeline_registry
from stageflow.pipeline.spec import CycleDetectedError, PipelineSpec, PipelineValidationError, StageRunner
from stageflow.pipeline.subpipeline import (
    DEFAULT_MAX_SUBPIPELINE_DEPTH,
    ChildRunTracker,
    MaxDepthExceededError,
    PipelineCanceledEvent,
    PipelineChildCompletedEvent,
    PipelineChildFailedEvent,
    PipelineSpawnedChildEvent,
    SubpipelineResult,
    SubpipelineSpawner,
    clear_child_tracker,
    clear_subpipeline_spawner,
    get_child_tracker,
    get_subpipeline_spawner,
    set_child_tracker,
    set_subpipeline_spawner,
)
from stageflow.stages.context import PipelineContext
from stageflow.stages.result import StageError, StageResult

__all__ = [
    "DEFAULT_MAX_SUBPIPELINE_DEPTH",
    "ChildRunTracker",
    "CycleDetectedError",
    "MaxDepthExceededError",
    "Pipeline",
    "PipelineBuilder",
    "PipelineCanceledEvent",
    "PipelineChildCompletedEvent",
    "PipelineChildFailedEvent",
    "PipelineContext",
    "PipelineRegistry",
    "PipelineSpawnedChildEvent",
    "PipelineSpec",
    "PipelineValidationError",
    "Stage",
    "StageError",
    "StageExecutionError",
    "StageGraph",
    "StageResult",
    "StageRunner",
    "StageSpec",
    "SubpipelineResult",
    "SubpipelineSpawner",
    "UnifiedStageSpec",
    "clear_child_tracker",
    "clear_subpipeline_spawner",
    "get_child_tracker",
    "get_subpipeline_spawner",
    "pipeline_registry",
    "set_child_tracker",
    "set_subpipeline_spawner",
]
