"""What the stages of a pipeline must give, computed one after another without the subject."""

from typing import Any

from harness.catalogue.behaviours import value_of
from harness.catalogue.payloads import payload_of
from harness.evidence.fingerprint import digest
from harness.wire import Payload, Stage


def content_of(payload: Payload, stage: str) -> Any:
    """The payload that `stage` hands on, in new objects each time."""
    return payload_of(payload.kind, stage, payload.size, payload.depth, payload.seed)


def as_read(value: str, content: Any) -> str:
    """What a consumer derives its own value from: the value and the whole payload that it was given."""
    return f"{value}+{digest(content)}"


def model_outputs(stages: tuple[Stage, ...], payload: Payload | None = None) -> dict[str, str]:
    """Stage -> digest of the data it must give. Stages come after those they depend on."""
    read, given = dict[str, str](), dict[str, str]()
    for stage in stages:
        data: dict[str, Any] = {"value": value_of(stage.name, [read[d] for d in stage.dependencies])}
        read[stage.name] = data["value"]
        if payload is not None:
            data["payload"] = content_of(payload, stage.name)
            read[stage.name] = as_read(data["value"], data["payload"])
        given[stage.name] = digest(data)
    return given
