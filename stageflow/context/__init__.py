"""What a run starts from and what its stages leave behind."""

from stageflow.context.bag import ContextBag, DataConflictError
from stageflow.context.context_snapshot import ContextSnapshot
from stageflow.context.conversation import Conversation
from stageflow.context.enrichments import DocumentEnrichment, Enrichments, MemoryEnrichment, ProfileEnrichment
from stageflow.context.extensions import ExtensionBundle
from stageflow.context.identity import RunIdentity
from stageflow.context.output_bag import OutputBag, OutputConflictError, OutputEntry
from stageflow.context.types import Message, RoutingDecision

__all__ = [
    "ContextSnapshot",
    "RunIdentity",
    "Enrichments",
    "Conversation",
    "DocumentEnrichment",
    "MemoryEnrichment",
    "ProfileEnrichment",
    "Message",
    "RoutingDecision",
    "ExtensionBundle",
    "OutputBag",
    "OutputEntry",
    "OutputConflictError",
    "ContextBag",
    "DataConflictError",
]
