"""A pipeline run from plain input, without a context made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from stageflow.context.context_snapshot import ContextSnapshot
from stageflow.context.identity import RunIdentity
from stageflow.core.stage_context import StageContext
from stageflow.core.timer import PipelineTimer
from stageflow.pipeline.pipeline import Pipeline
from stageflow.pipeline.unified import UnifiedStageGraph
from stageflow.stages.inputs import StageInputs

if TYPE_CHECKING:
    from stageflow.core.stage_output import StageOutput
    from stageflow.events.sink import EventSink
    from stageflow.stages.ports import AudioPorts, CorePorts, LLMPorts


async def run_pipeline(
    pipeline: Pipeline | UnifiedStageGraph,
    input: str | Mapping[str, Any] | ContextSnapshot[Any] | None = None,
    *,
    ports: CorePorts | LLMPorts | AudioPorts | None = None,
    event_sink: EventSink | None = None,
    **snapshot_fields: Any,
) -> dict[str, StageOutput]:
    """Run a pipeline on plain input; the outputs of its stages by name, in order of completion.

    Text becomes the snapshot's `input_text`, a mapping its `metadata`, a snapshot is taken as it is; other keywords are
    fields of ContextSnapshot. The run gets a new id unless the snapshot has one. Raises what `graph.run` raises, and
    TypeError for any other input, or for fields beside a ready snapshot.
    """
    snapshot = _snapshot(input, snapshot_fields)
    if snapshot.pipeline_run_id is None:
        snapshot = snapshot.with_run_id(snapshot.run_id.with_pipeline_run_id(uuid4()))
    graph = pipeline.build() if isinstance(pipeline, Pipeline) else pipeline
    inputs = StageInputs(snapshot, ports=ports)
    return await graph.run(StageContext(snapshot, inputs, "pipeline", PipelineTimer(), event_sink))


def _snapshot(given: Any, fields: dict[str, Any]) -> ContextSnapshot[Any]:
    if isinstance(given, ContextSnapshot):
        if fields:
            raise TypeError(
                f"fields beside a ready snapshot: {', '.join(fields)}; use dataclasses.replace(snapshot, ...)"
            )
        return given
    fields = {"run_id": RunIdentity(), **fields}
    if given is None:
        return ContextSnapshot(**fields)
    if isinstance(given, str):
        return ContextSnapshot(input_text=given, **fields)
    if isinstance(given, Mapping):
        return ContextSnapshot(metadata=dict(given), **fields)
    raise TypeError(f"input must be text, a mapping, a ContextSnapshot or None, got {type(given).__name__}")
