"""Contexts for tests, and checks of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from stageflow.context.context_snapshot import ContextSnapshot
from stageflow.context.conversation import Conversation
from stageflow.context.extensions import ExtensionBundle
from stageflow.context.identity import RunIdentity
from stageflow.context.types import Message
from stageflow.core.stage_context import StageContext
from stageflow.core.stage_output import StageOutput
from stageflow.core.timer import PipelineTimer
from stageflow.events.sink import NoOpEventSink
from stageflow.stages.context import PipelineContext
from stageflow.stages.inputs import StageInputs, create_stage_inputs
from stageflow.stages.ports import AudioPorts, CorePorts, LLMPorts


def create_test_snapshot(
    *,
    pipeline_run_id: UUID | None = None,
    request_id: UUID | None = None,
    session_id: UUID | None = None,
    user_id: UUID | None = None,
    org_id: UUID | None = None,
    interaction_id: UUID | None = None,
    topology: str | None = "test",
    execution_mode: str | None = "test",
    input_text: str | None = None,
    messages: list[Message] | None = None,
    extensions: Any | None = None,
    **kwargs: Any,
) -> ContextSnapshot[Any]:
    """A snapshot with new ids where none are given; other keywords are fields of ContextSnapshot."""
    identity = RunIdentity(
        pipeline_run_id=pipeline_run_id or uuid4(),
        request_id=request_id or uuid4(),
        session_id=session_id,
        user_id=user_id or uuid4(),
        org_id=org_id,
        interaction_id=interaction_id or uuid4(),
    )
    if messages:
        kwargs["conversation"] = Conversation(messages)
    return ContextSnapshot(
        run_id=identity,
        topology=topology,
        execution_mode=execution_mode,
        input_text=input_text,
        extensions=extensions,
        **kwargs,
    )


def create_test_stage_context(
    *,
    snapshot: ContextSnapshot[Any] | None = None,
    inputs: StageInputs | None = None,
    prior_outputs: dict[str, StageOutput] | None = None,
    ports: CorePorts | LLMPorts | AudioPorts | None = None,
    stage_name: str = "test_stage",
    event_sink: Any | None = None,
    declared_deps: frozenset[str] | None = None,
    **snapshot_kwargs: Any,
) -> StageContext:
    """A stage context whose inputs are not strict and declare the prior outputs; other keywords: the snapshot's."""
    held = snapshot if snapshot is not None else create_test_snapshot(**snapshot_kwargs)
    if inputs is None:
        declared = declared_deps if declared_deps is not None else frozenset(prior_outputs or ())
        inputs = create_stage_inputs(
            held,
            prior_outputs=prior_outputs,
            ports=ports,
            declared_deps=declared,
            stage_name=stage_name,
            strict=False,
        )
    return StageContext(
        held, inputs, stage_name, PipelineTimer(), event_sink if event_sink is not None else NoOpEventSink()
    )


def create_test_pipeline_context(
    *,
    pipeline_run_id: UUID | None = None,
    request_id: UUID | None = None,
    session_id: UUID | None = None,
    user_id: UUID | None = None,
    org_id: UUID | None = None,
    interaction_id: UUID | None = None,
    topology: str | None = "test",
    execution_mode: str | None = "test",
    service: str = "test",
    data: dict[str, Any] | None = None,
    event_sink: Any | None = None,
    **kwargs: Any,
) -> PipelineContext:
    """A pipeline context with new ids where none are given; other keywords are fields of PipelineContext."""
    return PipelineContext(
        pipeline_run_id=pipeline_run_id or uuid4(),
        request_id=request_id or uuid4(),
        session_id=session_id or uuid4(),
        user_id=user_id or uuid4(),
        org_id=org_id,
        interaction_id=interaction_id or uuid4(),
        topology=topology,
        execution_mode=execution_mode,
        service=service,
        data=data if data is not None else {},
        event_sink=event_sink if event_sink is not None else NoOpEventSink(),
        **kwargs,
    )


@dataclass
class SnapshotValidationError:
    """One thing that is wrong with a snapshot. Not an exception."""

    field: str
    message: str
    value: Any = None


@dataclass
class SnapshotValidationResult:
    """What is wrong with a snapshot; true when nothing is."""

    valid: bool
    errors: list[SnapshotValidationError] = field(default_factory=list)
    warnings: list[SnapshotValidationError] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.valid


def validate_snapshot(
    snapshot: ContextSnapshot[Any],
    *,
    require_user_id: bool = False,
    require_org_id: bool = False,
    require_pipeline_run_id: bool = True,
    require_request_id: bool = False,
    strict: bool = False,
) -> SnapshotValidationResult:
    """Check ids, messages, topology and extensions (a bundle, a dict or None); `strict` makes errors of warnings."""
    required = {
        "pipeline_run_id": require_pipeline_run_id,
        "request_id": require_request_id,
        "user_id": require_user_id,
        "org_id": require_org_id,
    }
    errors = [
        SnapshotValidationError(name, f"{name} is required")
        for name, needed in required.items()
        if needed and getattr(snapshot, name) is None
    ]
    warnings = []
    messages: list[Any] = list(snapshot.messages)
    for index, message in enumerate(messages):
        if not isinstance(message, Message):
            errors.append(SnapshotValidationError(f"messages[{index}]", "must be a Message", message))
        elif not message.role:
            warnings.append(SnapshotValidationError(f"messages[{index}].role", "is empty", message.role))
    if snapshot.extensions is not None and not isinstance(snapshot.extensions, dict | ExtensionBundle):
        errors.append(
            SnapshotValidationError("extensions", "must be an ExtensionBundle or a dict", snapshot.extensions)
        )
    if snapshot.topology is None and snapshot.execution_mode is not None:
        warnings.append(SnapshotValidationError("topology", "is missing although execution_mode is set"))
    if strict:
        errors, warnings = errors + warnings, []
    return SnapshotValidationResult(not errors, errors, warnings)


def validate_snapshot_strict(snapshot: ContextSnapshot[Any], **kwargs: Any) -> ContextSnapshot[Any]:
    """The snapshot itself. Raises ValueError listing what is wrong with it."""
    result = validate_snapshot(snapshot, **{"strict": True, **kwargs})
    if not result:
        raise ValueError("; ".join(f"{error.field}: {error.message}" for error in result.errors))
    return snapshot


def snapshot_from_dict_strict(data: dict[str, Any], **validation_kwargs: Any) -> ContextSnapshot[Any]:
    """A snapshot of plain data, checked. Raises ValueError listing what is wrong with it."""
    return validate_snapshot_strict(ContextSnapshot.from_dict(data), **validation_kwargs)
