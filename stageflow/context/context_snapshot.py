"""The immutable context of one run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from stageflow.context.conversation import Conversation
from stageflow.context.enrichments import DocumentEnrichment, Enrichments, MemoryEnrichment, ProfileEnrichment
from stageflow.context.extensions import ExtensionBundle
from stageflow.context.identity import ID_NAMES, RunIdentity, id_text
from stageflow.context.types import Message, RoutingDecision
from stageflow.immutable.construct import freeze_fields, value_type
from stageflow.immutable.freeze import thaw
from stageflow.immutable.views import empty_list

T = TypeVar("T", bound=ExtensionBundle)

# The number of the shape that `to_dict` gives; data without a number is of the time before there was one.
SCHEMA = 1


@value_type
@dataclass(frozen=True, slots=True)
class ContextSnapshot(Generic[T]):
    """What a run starts from. Deeply frozen when it is made; what the caller passed in stays the caller's.

    `with_*` give a new snapshot that shares everything else: nothing shared can change. `extensions` is an
    ExtensionBundle or a plain dict.
    """

    run_id: RunIdentity = field(default_factory=RunIdentity)
    enrichments: Enrichments | None = None
    conversation: Conversation | None = None
    extensions: T | None = None
    input_text: str | None = None
    input_audio_duration_ms: int | None = None
    topology: str | None = None
    execution_mode: str | None = None
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    metadata: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self, "metadata", "extensions")

    def __hash__(self) -> int:
        raise TypeError("unhashable type: 'ContextSnapshot'; use its pipeline_run_id as a key")

    @property
    def pipeline_run_id(self) -> UUID | None:
        """The run's id."""
        return self.run_id.pipeline_run_id

    @property
    def request_id(self) -> UUID | None:
        """The request's id."""
        return self.run_id.request_id

    @property
    def session_id(self) -> UUID | None:
        """The session's id."""
        return self.run_id.session_id

    @property
    def user_id(self) -> UUID | None:
        """The user's id."""
        return self.run_id.user_id

    @property
    def org_id(self) -> UUID | None:
        """The organisation's id."""
        return self.run_id.org_id

    @property
    def interaction_id(self) -> UUID | None:
        """The interaction's id."""
        return self.run_id.interaction_id

    @property
    def messages(self) -> list[Message]:
        """The conversation's messages; empty without a conversation."""
        return self.conversation.messages if self.conversation is not None else empty_list()

    @property
    def routing_decision(self) -> RoutingDecision | None:
        """The conversation's routing decision."""
        return self.conversation.routing_decision if self.conversation is not None else None

    @property
    def profile(self) -> ProfileEnrichment | None:
        """The user's profile."""
        return self.enrichments.profile if self.enrichments is not None else None

    @property
    def memory(self) -> MemoryEnrichment | None:
        """What is remembered."""
        return self.enrichments.memory if self.enrichments is not None else None

    @property
    def documents(self) -> list[DocumentEnrichment]:
        """The documents at hand; empty without enrichments."""
        return self.enrichments.documents if self.enrichments is not None else empty_list()

    @property
    def web_results(self) -> list[dict[str, Any]]:
        """The web results; empty without enrichments."""
        return self.enrichments.web_results if self.enrichments is not None else empty_list()

    def with_run_id(self, run_id: RunIdentity) -> ContextSnapshot[T]:
        """The same snapshot of another run."""
        return replace(self, run_id=run_id)

    def with_enrichments(self, enrichments: Enrichments) -> ContextSnapshot[T]:
        """The same snapshot with other enrichments."""
        return replace(self, enrichments=enrichments)

    def with_conversation(self, conversation: Conversation) -> ContextSnapshot[T]:
        """The same snapshot with another conversation."""
        return replace(self, conversation=conversation)

    def with_extensions(self, extensions: T) -> ContextSnapshot[T]:
        """The same snapshot with other extensions."""
        return replace(self, extensions=extensions)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the caller's own, with the flat keys of older versions beside the nested ones.

        Carries the number of its schema. A plain-dict `extensions` has `extensions_type` None. Values that JSON cannot
        hold are kept as they are.
        """
        conversation = self.conversation.to_dict() if self.conversation is not None else None
        enrichments = self.enrichments.to_dict() if self.enrichments is not None else None
        flat_conversation = conversation or {"messages": [], "routing_decision": None}
        flat_enrichments = enrichments or {"profile": None, "memory": None, "documents": [], "web_results": []}
        return {
            "schema": SCHEMA,
            "run_id": self.run_id.to_dict(),
            "enrichments": enrichments,
            "conversation": conversation,
            **_extensions_to_dict(self.extensions),
            "input_text": self.input_text,
            "input_audio_duration_ms": self.input_audio_duration_ms,
            "topology": self.topology,
            "execution_mode": self.execution_mode,
            "created_at": self.created_at.isoformat(),
            "metadata": thaw(self.metadata),
            **{name: id_text(getattr(self, name)) for name in ID_NAMES},
            **flat_conversation,
            **flat_enrichments,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any], extension_types: dict[str, type[T]] | None = None) -> ContextSnapshot[T]:
        """The inverse of `to_dict`; nested keys win over flat ones, missing keys give defaults.

        A typed extension comes back only when `extension_types` knows its type name; otherwise it is left out. Raises
        KeyError for a message without role or content, ValueError for an id or date that is none, or an unknown schema.
        """
        refuse_unknown_schema(data)
        created_at = data.get("created_at")
        dates = {"created_at": datetime.fromisoformat(created_at)} if created_at else {}
        return cls(
            run_id=RunIdentity.from_dict(data.get("run_id") or {name: data.get(name) for name in ID_NAMES}),
            enrichments=_made(Enrichments, enrichments_data(data)),
            conversation=_made(Conversation, conversation_data(data)),
            extensions=_extensions_from_dict(data, extension_types),
            input_text=data.get("input_text"),
            input_audio_duration_ms=data.get("input_audio_duration_ms"),
            topology=data.get("topology"),
            execution_mode=data.get("execution_mode"),
            metadata=data.get("metadata", {}),
            **dates,
        )


def refuse_unknown_schema(data: dict[str, Any]) -> None:
    """Raise ValueError for plain data that says a schema which is not known; data that says none are older."""
    schema = data.get("schema", SCHEMA)
    if type(schema) is not int or not 1 <= schema <= SCHEMA:
        raise ValueError(f"the snapshot has schema {schema!r}, this version reads up to {SCHEMA}")


def _extensions_to_dict(extensions: Any) -> dict[str, Any]:
    if extensions is None or isinstance(extensions, dict):
        return {"extensions": thaw(extensions), "extensions_type": None}
    return {"extensions": extensions.to_dict(), "extensions_type": type(extensions).__name__}


def _extensions_from_dict(data: dict[str, Any], known: dict[str, type[Any]] | None) -> Any:
    held, type_name = data.get("extensions"), data.get("extensions_type")
    if held is None:
        return None
    if not type_name:
        return held if isinstance(held, dict) else None
    cls = (known or {}).get(type_name)
    return cls.from_dict(held) if cls is not None else None


def _made(cls: Any, data: dict[str, Any] | None) -> Any:
    return None if data is None else cls.from_dict(data)


def enrichments_data(data: dict[str, Any]) -> dict[str, Any] | None:
    """The part of a snapshot's plain data that its enrichments are made of, nested or flat; None for none."""
    return data.get("enrichments") or _flat(data, "profile", "memory", "documents", "web_results")


def conversation_data(data: dict[str, Any]) -> dict[str, Any] | None:
    """The part of a snapshot's plain data that its conversation is made of, nested or flat; None for none."""
    return data.get("conversation") or _flat(data, "messages", "routing_decision")


def _flat(data: dict[str, Any], *names: str) -> dict[str, Any] | None:
    flat = {name: data.get(name) for name in names}
    return flat if any(flat.values()) else None
