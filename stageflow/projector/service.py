"""The messages that leave a websocket, and how they are made of what a pipeline sends."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel, ValidationError

logger = logging.getLogger("ws_projector")


class WSMetadata(BaseModel):
    """What every message says about its run."""

    pipeline_run_id: str
    request_id: str
    org_id: str | None = None


class WSOutboundMessage(BaseModel):
    """A message as it is sent."""

    type: str
    payload: Any | None = None
    metadata: WSMetadata


class WSStatusUpdatePayload(BaseModel):
    """The payload of a message of type `status.update`. It may have more keys; they are passed on."""

    service: str
    status: str
    metadata: dict[str, Any] | None = None


def _coerce_uuid_str(value: Any) -> str | None:
    """A UUID, or text of one in any notation, as canonical text; None for anything else."""
    if isinstance(value, UUID):
        return str(value)
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None


class WSMessageProjector:
    """Makes outbound messages. Holds nothing; may be shared."""

    def project(
        self,
        message: dict[str, Any],
        *,
        connection_org_id: Any | None,
        context_request_id: Any | None,
        context_pipeline_run_id: Any | None,
    ) -> dict[str, Any]:
        """The message as plain data with the keys type, payload (unless None) and metadata. `message` is not changed.

        Ids are the first valid ones of the message's metadata, its payload, the payload's metadata, the context; else
        new. `org_id` comes from the connection only, so that no message can name another organisation. Raises pydantic
        ValidationError for a type that is no text or a status update that lacks its fields, ValueError for a status
        update whose payload is no dict.
        """
        metadata = WSMetadata(
            request_id=_first_id(message, "request_id", "requestId", context_request_id),
            pipeline_run_id=_first_id(message, "pipeline_run_id", "pipelineRunId", context_pipeline_run_id),
            org_id=_coerce_uuid_str(connection_org_id),
        )
        payload = message.get("payload")
        if message.get("type") == "status.update":
            if not isinstance(payload, dict):
                raise ValueError(f"the payload of a status.update must be a dict, got {type(payload).__name__}")
            WSStatusUpdatePayload.model_validate(payload)
        try:
            sent = WSOutboundMessage(type=message.get("type"), payload=payload, metadata=metadata)  # type: ignore[arg-type]
        except ValidationError as error:
            extra = {"service": "ws_projector", "message_type": message.get("type"), "error": str(error)}
            logger.error("message of type %r cannot be sent", message.get("type"), extra=extra)
            raise
        # not model_dump(exclude_none=True) for all: that would drop the Nones inside a payload too
        dumped = {name: held for name, held in sent.model_dump().items() if held is not None}
        return {**dumped, "metadata": metadata.model_dump(exclude_none=True)}


def _first_id(message: dict[str, Any], name: str, alias: str, from_context: Any) -> str:
    candidates = (_coerce_uuid_str(value) for value in [*_candidates(message, name, alias), from_context])
    return next((found for found in candidates if found is not None), None) or str(uuid4())


def _candidates(message: dict[str, Any], name: str, alias: str) -> Iterator[Any]:
    metadata, payload = message.get("metadata"), message.get("payload")
    if isinstance(metadata, dict):
        yield metadata.get(name)
    if isinstance(payload, dict):
        yield from (payload.get(name), payload.get(alias))
        inner = payload.get("metadata")
        if isinstance(inner, dict):
            yield from (inner.get(name), inner.get(alias))


ProjectorService = WSMessageProjector

__all__ = [
    "ProjectorService",
    "WSMessageProjector",
    "WSMetadata",
    "WSOutboundMessage",
    "WSStatusUpdatePayload",
    "_coerce_uuid_str",
]
