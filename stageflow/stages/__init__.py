"""Contexts, inputs, ports and results of stages."""

from stageflow.stages.context import PipelineContext
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

__all__ = [
    "PipelineContext",
    "StageError",
    "StageInputs",
    "StageResult",
    "UndeclaredDependencyError",
    "CorePorts",
    "LLMPorts",
    "AudioPorts",
    "create_stage_inputs",
    "create_core_ports",
    "create_llm_ports",
    "create_audio_ports",
]
