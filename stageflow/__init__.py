"""Pipelines of async stages: immutable all the way down, as fast as bare tasks.

pipeline = Pipeline().with_stage("hello", hello, StageKind.WORK)
outputs = await pipeline.build().run(create_test_stage_context(input_text="world"))
"""

from stageflow.context.context_snapshot import ContextSnapshot
from stageflow.context.identity import RunIdentity
from stageflow.context.output_bag import OutputBag
from stageflow.context.types import Message
from stageflow.core import (
    PipelineTimer,
    Stage,
    StageArtifact,
    StageContext,
    StageEvent,
    StageKind,
    StageOutput,
    StageStatus,
    create_stage_context,
)
from stageflow.events.sink import (
    BackpressureAwareEventSink,
    BackpressureMetrics,
    EventSink,
    LoggingEventSink,
    NoOpEventSink,
    clear_event_sink,
    get_event_sink,
    set_event_sink,
)
from stageflow.immutable import deep_freeze, thaw, verify_immutable
from stageflow.pipeline.dag import (
    StageExecutionError,
    UnifiedPipelineCancelled,
    UnifiedStageExecutionError,
    UnifiedStageGraph,
)
from stageflow.pipeline.pipeline import Pipeline, UnifiedStageSpec
from stageflow.pipeline.registry import PipelineRegistry, pipeline_registry
from stageflow.pipeline.spec import CycleDetectedError, PipelineValidationError
from stageflow.protocols import ConfigProvider, CorrelationIds, RunStore
from stageflow.stages.context import PipelineContext, extract_service
from stageflow.stages.inputs import StageInputs, UndeclaredDependencyError, create_stage_inputs
from stageflow.stages.ports import (
    AudioPorts,
    CorePorts,
    LLMPorts,
    create_audio_ports,
    create_core_ports,
    create_llm_ports,
)
from stageflow.stages.result import StageError, StageResult
from stageflow.testing import create_test_snapshot, create_test_stage_context

__version__ = "0.5.0.post1"

__all__ = [
    "AudioPorts",
    "BackpressureAwareEventSink",
    "BackpressureMetrics",
    "ConfigProvider",
    "ContextSnapshot",
    "CorePorts",
    "CorrelationIds",
    "CycleDetectedError",
    "EventSink",
    "LLMPorts",
    "LoggingEventSink",
    "Message",
    "NoOpEventSink",
    "OutputBag",
    "Pipeline",
    "PipelineContext",
    "PipelineRegistry",
    "PipelineTimer",
    "PipelineValidationError",
    "RunIdentity",
    "RunStore",
    "Stage",
    "StageArtifact",
    "StageContext",
    "StageError",
    "StageEvent",
    "StageExecutionError",
    "StageInputs",
    "StageKind",
    "StageOutput",
    "StageResult",
    "StageStatus",
    "UndeclaredDependencyError",
    "UnifiedPipelineCancelled",
    "UnifiedStageExecutionError",
    "UnifiedStageGraph",
    "UnifiedStageSpec",
    "clear_event_sink",
    "create_audio_ports",
    "create_core_ports",
    "create_llm_ports",
    "create_stage_context",
    "create_stage_inputs",
    "create_test_snapshot",
    "create_test_stage_context",
    "deep_freeze",
    "extract_service",
    "get_event_sink",
    "pipeline_registry",
    "set_event_sink",
    "thaw",
    "verify_immutable",
]
