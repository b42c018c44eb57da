"""The messages for websocket clients (section 11)."""

import copy
import logging
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from stageflow.projector import (
    ProjectorService,
    WSMessageProjector,
    WSMetadata,
    WSOutboundMessage,
    WSStatusUpdatePayload,
)
from stageflow.projector.service import _coerce_uuid_str

A, B, C, D, E, F = (str(UUID(int=i)) for i in range(1, 7))


def project(message: dict[str, Any], **context: Any) -> dict[str, Any]:
    defaults = {"connection_org_id": None, "context_request_id": None, "context_pipeline_run_id": None}
    return WSMessageProjector().project(message, **{**defaults, **context})


def test_the_models_hold_their_fields__11() -> None:
    assert WSMetadata(pipeline_run_id="a", request_id="b").org_id is None
    message = WSOutboundMessage.model_validate({"type": "t", "metadata": {"pipeline_run_id": "a", "request_id": "b"}})
    assert message.payload is None
    assert WSStatusUpdatePayload(service="s", status="x").model_dump()["metadata"] is None
    assert ProjectorService is WSMessageProjector


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (UUID(A), A),
        (A.replace("-", "").upper(), A),
        ("{" + A + "}", A),
        ("nonsense", None),
        ("", None),
        (None, None),
        (5, None),
        (b"0" * 16, None),
    ],
)
def test_coerce__11(given: Any, text: str | None) -> None:
    assert _coerce_uuid_str(given) == text


@pytest.mark.parametrize(("name", "alias"), [("request_id", "requestId"), ("pipeline_run_id", "pipelineRunId")])
def test_the_chain_of_ids__11(name: str, alias: str) -> None:
    message: dict[str, Any] = {
        "type": "x",
        "metadata": {name: A},
        "payload": {name: B, alias: C, "metadata": {name: D, alias: E}},
    }
    places = [message["metadata"], message["payload"], message["payload"], *[message["payload"]["metadata"]] * 2]
    for held, key, expected in zip(places, [name, name, alias, name, alias], [A, B, C, D, E], strict=True):
        assert project(message, **{f"context_{name}": F})["metadata"][name] == expected
        held[key] = "invalid"
    assert project(message, **{f"context_{name}": UUID(F)})["metadata"][name] == F
    fresh = project(message, **{f"context_{name}": "invalid"})["metadata"][name]
    assert UUID(fresh).version == 4


def test_metadata_and_payload_that_are_no_dicts_are_passed_over__11() -> None:
    sent = project({"type": "x", "metadata": [A], "payload": "text"}, context_request_id=B)
    assert sent["payload"] == "text"
    assert sent["metadata"]["request_id"] == B


def test_the_organisation_comes_from_the_connection_only__11() -> None:
    message = {"type": "x", "metadata": {"org_id": A}, "payload": {"org_id": A}}
    assert project(message, connection_org_id=B)["metadata"]["org_id"] == B
    for wrong in (None, "invalid"):
        assert "org_id" not in project(message, connection_org_id=wrong)["metadata"]


def test_the_metadata_is_replaced_and_unknown_keys_are_dropped__11() -> None:
    sent = project({"type": "x", "metadata": {"other": 1}, "payload": None, "more": 2})
    assert set(sent) == {"type", "metadata"}
    assert set(sent["metadata"]) == {"request_id", "pipeline_run_id"}


def test_none_inside_a_payload_is_kept_and_the_message_is_not_touched__11() -> None:
    message = {"type": "x", "payload": {"a": None, "b": [{"c": None}]}, "metadata": {"request_id": A}}
    before = copy.deepcopy(message)
    sent = project(message)
    assert sent["payload"] == {"a": None, "b": [{"c": None}]}
    sent["payload"]["b"].append(1)
    assert message == before


def test_a_status_update_is_checked_and_passed_on_whole__11() -> None:
    payload = {"service": "chat", "status": "started", "metadata": None, "extra": 1}
    assert project({"type": "status.update", "payload": payload})["payload"] == payload
    with pytest.raises(ValueError, match="must be a dict"):
        project({"type": "status.update", "payload": "text"})
    with pytest.raises(ValidationError):
        project({"type": "status.update", "payload": {"service": "chat"}})


@pytest.mark.parametrize("message", [{}, {"type": None}, {"type": 3}])
def test_a_message_without_a_type_is_logged_and_refused__11(
    message: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(ValidationError):
        project({**message, "metadata": {"request_id": str(uuid4())}})
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("ws_projector", "ERROR")
    assert vars(record)["service"] == "ws_projector"
    assert vars(record)["message_type"] == message.get("type")
    assert vars(record)["error"]
