"""What is known about the user, the past and the documents at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from stageflow.context.identity import id_from_text, id_text
from stageflow.immutable.construct import freeze_fields, value_type
from stageflow.immutable.freeze import thaw


@value_type
@dataclass(frozen=True, slots=True)
class ProfileEnrichment:
    """What is known about the user."""

    user_id: UUID | None = None
    display_name: str | None = None
    preferences: dict[str, Any] = field(default_factory=dict)
    goals: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        freeze_fields(self, "preferences", "goals")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the caller's own."""
        return {
            "user_id": id_text(self.user_id),
            "display_name": self.display_name,
            "preferences": thaw(self.preferences),
            "goals": thaw(self.goals),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ProfileEnrichment:
        """The inverse; missing keys give defaults."""
        return cls(
            user_id=id_from_text(data.get("user_id")),
            display_name=data.get("display_name"),
            preferences=data.get("preferences", {}),
            goals=data.get("goals", []),
        )


@value_type
@dataclass(frozen=True, slots=True)
class MemoryEnrichment:
    """What is remembered from earlier conversations."""

    recent_topics: list[str] = field(default_factory=list)
    key_facts: list[str] = field(default_factory=list)
    interaction_history_summary: str | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "recent_topics", "key_facts")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the caller's own."""
        return {
            "recent_topics": thaw(self.recent_topics),
            "key_facts": thaw(self.key_facts),
            "interaction_history_summary": self.interaction_history_summary,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> MemoryEnrichment:
        """The inverse; missing keys give defaults."""
        return cls(
            recent_topics=data.get("recent_topics", []),
            key_facts=data.get("key_facts", []),
            interaction_history_summary=data.get("interaction_history_summary"),
        )


@value_type
@dataclass(frozen=True, slots=True)
class DocumentEnrichment:
    """A document at hand."""

    document_id: str | None = None
    document_type: str | None = None
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self, "blocks", "metadata")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the caller's own."""
        return {
            "document_id": self.document_id,
            "document_type": self.document_type,
            "blocks": thaw(self.blocks),
            "metadata": thaw(self.metadata),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> DocumentEnrichment:
        """The inverse; missing keys give defaults."""
        return cls(
            document_id=data.get("document_id"),
            document_type=data.get("document_type"),
            blocks=data.get("blocks", []),
            metadata=data.get("metadata", {}),
        )


@value_type
@dataclass(frozen=True, slots=True)
class Enrichments:
    """Everything a run was enriched with."""

    profile: ProfileEnrichment | None = None
    memory: MemoryEnrichment | None = None
    documents: list[DocumentEnrichment] = field(default_factory=list)
    web_results: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        freeze_fields(self, "documents", "web_results")

    @property
    def has_any(self) -> bool:
        """Whether there is anything at all."""
        return self.profile is not None or self.memory is not None or bool(self.documents) or bool(self.web_results)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the caller's own."""
        return {
            "profile": self.profile.to_dict() if self.profile is not None else None,
            "memory": self.memory.to_dict() if self.memory is not None else None,
            "documents": [document.to_dict() for document in self.documents],
            "web_results": thaw(self.web_results),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Enrichments:
        """The inverse; missing keys give defaults."""
        profile, memory = data.get("profile"), data.get("memory")
        return cls(
            profile=ProfileEnrichment.from_dict(profile) if profile else None,
            memory=MemoryEnrichment.from_dict(memory) if memory else None,
            documents=[DocumentEnrichment.from_dict(document) for document in data.get("documents") or []],
            web_results=data.get("web_results") or [],
        )
