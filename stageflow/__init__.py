"""Pipelines of async stages: immutable all the way down, as fast as bare tasks.

pipeline = Pipeline().with_stage("hello", hello, StageKind.WORK)
outputs = asyncio.run(run_pipeline(pipeline, "world"))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stageflow.context.context_snapshot import ContextSnapshot
from stageflow.context.conversation import Conversation
from stageflow.context.extensions import ExtensionBundle
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
from stageflow.extensions import ExtensionHelper, ExtensionRegistry, TypedExtension
from stageflow.immutable import deep_freeze, thaw, verify_immutable
from stageflow.observability import (
    CircuitBreaker,
    CircuitBreakerOpenError,
    PipelineRunLogger,
    ProviderCallLogger,
    WideEventEmitter,
    emit_pipeline_wide_event,
    emit_stage_wide_event,
    error_summary_to_stages_patch,
    error_summary_to_string,
    get_circuit_breaker,
    summarize_pipeline_error,
)
from stageflow.pipeline.dag import (
    StageExecutionError,
    StageGraph,
    StageSpec,
    UnifiedPipelineCancelled,
    UnifiedStageExecutionError,
    UnifiedStageGraph,
)
from stageflow.pipeline.interceptors import (
    BaseInterceptor,
    ChildTrackerMetricsInterceptor,
    CircuitBreakerInterceptor,
    ErrorAction,
    InterceptorContext,
    InterceptorResult,
    LoggingInterceptor,
    MetricsInterceptor,
    TimeoutInterceptor,
    TracingInterceptor,
    get_default_interceptors,
    run_with_interceptors,
)
from stageflow.pipeline.pipeline import Pipeline, UnifiedStageSpec
from stageflow.pipeline.registry import PipelineRegistry, pipeline_registry
from stageflow.pipeline.spec import CycleDetectedError, PipelineValidationError
from stageflow.pipeline.subpipeline import (
    ChildRunTracker,
    MaxDepthExceededError,
    SubpipelineResult,
    SubpipelineSpawner,
    get_child_tracker,
    get_subpipeline_spawner,
)
from stageflow.plus.immutability import ContextImmutabilityValidator
from stageflow.plus.run import run_pipeline
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
from stageflow.testing import create_test_pipeline_context, create_test_snapshot, create_test_stage_context

if TYPE_CHECKING:
    from stageflow.cli.lint import (
        DependencyIssue,
        DependencyLintResult,
        IssueSeverity,
        lint_pipeline,
        lint_pipeline_file,
    )
    from stageflow.projector.service import ProjectorService as ProjectorService
    from stageflow.projector.service import WSMessageProjector as WSMessageProjector
    from stageflow.projector.service import WSMetadata as WSMetadata
    from stageflow.projector.service import WSOutboundMessage as WSOutboundMessage
    from stageflow.projector.service import WSStatusUpdatePayload as WSStatusUpdatePayload
    from stageflow.projector.service import _coerce_uuid_str as _coerce_uuid_str

__version__ = "0.5.0.post1"

# Loaded when first asked for. The projector needs pydantic, so its names are not in __all__: a star import must work
# without it.
_LAZY = {
    **dict.fromkeys(
        ("DependencyIssue", "DependencyLintResult", "IssueSeverity", "lint_pipeline", "lint_pipeline_file"),
        "stageflow.cli.lint",
    ),
    **dict.fromkeys(
        (
            "ProjectorService",
            "WSMessageProjector",
            "WSMetadata",
            "WSOutboundMessage",
            "WSStatusUpdatePayload",
            "_coerce_uuid_str",
        ),
        "stageflow.projector.service",
    ),
}


def __getattr__(name: str) -> Any:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(module), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})


__all__ = [
    "AudioPorts",
    "BackpressureAwareEventSink",
    "BackpressureMetrics",
    "BaseInterceptor",
    "ChildRunTracker",
    "ChildTrackerMetricsInterceptor",
    "CircuitBreaker",
    "CircuitBreakerInterceptor",
    "CircuitBreakerOpenError",
    "ConfigProvider",
    "ContextImmutabilityValidator",
    "ContextSnapshot",
    "Conversation",
    "CorePorts",
    "CorrelationIds",
    "CycleDetectedError",
    "DependencyIssue",
    "DependencyLintResult",
    "ErrorAction",
    "EventSink",
    "ExtensionBundle",
    "ExtensionHelper",
    "ExtensionRegistry",
    "InterceptorContext",
    "InterceptorResult",
    "IssueSeverity",
    "LLMPorts",
    "LoggingEventSink",
    "LoggingInterceptor",
    "MaxDepthExceededError",
    "Message",
    "MetricsInterceptor",
    "NoOpEventSink",
    "OutputBag",
    "Pipeline",
    "PipelineContext",
    "PipelineRegistry",
    "PipelineRunLogger",
    "PipelineTimer",
    "PipelineValidationError",
    "ProviderCallLogger",
    "RunIdentity",
    "RunStore",
    "Stage",
    "StageArtifact",
    "StageContext",
    "StageError",
    "StageEvent",
    "StageExecutionError",
    "StageGraph",
    "StageInputs",
    "StageKind",
    "StageOutput",
    "StageResult",
    "StageSpec",
    "StageStatus",
    "SubpipelineResult",
    "SubpipelineSpawner",
    "TimeoutInterceptor",
    "TracingInterceptor",
    "TypedExtension",
    "UndeclaredDependencyError",
    "UnifiedPipelineCancelled",
    "UnifiedStageExecutionError",
    "UnifiedStageGraph",
    "UnifiedStageSpec",
    "WideEventEmitter",
    "clear_event_sink",
    "create_audio_ports",
    "create_core_ports",
    "create_llm_ports",
    "create_stage_context",
    "create_stage_inputs",
    "create_test_pipeline_context",
    "create_test_snapshot",
    "create_test_stage_context",
    "deep_freeze",
    "emit_pipeline_wide_event",
    "emit_stage_wide_event",
    "error_summary_to_stages_patch",
    "error_summary_to_string",
    "extract_service",
    "get_child_tracker",
    "get_circuit_breaker",
    "get_default_interceptors",
    "get_event_sink",
    "get_subpipeline_spawner",
    "lint_pipeline",
    "lint_pipeline_file",
    "pipeline_registry",
    "run_pipeline",
    "run_with_interceptors",
    "set_event_sink",
    "summarize_pipeline_error",
    "thaw",
    "verify_immutable",
]
