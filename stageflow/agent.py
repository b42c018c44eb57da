"""The context types that agents use, under one name."""

from stageflow.context import (
    ContextSnapshot,
    DocumentEnrichment,
    MemoryEnrichment,
    Message,
    ProfileEnrichment,
    RoutingDecision,
)

__all__ = [
    "ContextSnapshot",
    "DocumentEnrichment",
    "MemoryEnrichment",
    "Message",
    "ProfileEnrichment",
    "RoutingDecision",
]
