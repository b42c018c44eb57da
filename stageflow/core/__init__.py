"""The types every stage meets."""

from stageflow.core.stage_context import StageContext, create_stage_context
from stageflow.core.stage_enums import StageKind, StageStatus
from stageflow.core.stage_output import StageArtifact, StageEvent, StageOutput
from stageflow.core.stage_protocol import Stage
from stageflow.core.timer import PipelineTimer

__all__ = [
    "Stage",
    "StageKind",
    "StageStatus",
    "StageOutput",
    "StageContext",
    "StageArtifact",
    "StageEvent",
    "PipelineTimer",
    "create_stage_context",
]
