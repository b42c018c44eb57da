"""Messages for the clients of a websocket. Needs pydantic; `import stageflow` does not load this package."""

from stageflow.projector.service import (
    ProjectorService,
    WSMessageProjector,
    WSMetadata,
    WSOutboundMessage,
    WSStatusUpdatePayload,
)

__all__ = ["ProjectorService", "WSMessageProjector", "WSMetadata", "WSOutboundMessage", "WSStatusUpdatePayload"]
