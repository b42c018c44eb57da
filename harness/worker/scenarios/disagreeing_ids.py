"""Family disagreeing_ids: plain data of a snapshot that names two organisations, or two of another id."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder

OTHER = UUID(int=20)
IDS = ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id")


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Plain data of a snapshot in which one id stands twice, once another: read by `load_snapshot`, or by `from_dict`
    where the subject has no such function. Records `ids_loaded`, also for data that agrees.

    Raises Unsupported where plain data names each id once.
    """
    identity = subject.name("stageflow.context", "RunIdentity")(**{n: UUID(int=i + 1) for i, n in enumerate(IDS)})
    plain = subject.snapshot(run_id=identity, input_text="input").to_dict()
    twice = [name for name in IDS if name in plain and name in (plain.get("run_id") or {})]
    if not twice:
        raise Unsupported("the subject's plain data holds each id of a run once")
    loader, load = _loader(subject)
    for changed in ("", *twice):
        data = {**plain, changed: str(OTHER)} if changed else plain
        says = ""
        try:
            loaded = getattr(load(data), changed or "org_id")
        except Exception as error:  # noqa: BLE001 - however it is refused
            how, says = "refused", type(error).__name__
        else:
            how = "read"
            says = "the id of the run identity" if loaded == getattr(identity, changed or "org_id") else "the other id"
        recorder.event("ids_loaded", loader=loader, id=changed, how=how, says=says)


def _loader(subject: Subject) -> tuple[str, Callable[[Any], Any]]:
    try:
        load = subject.name("stageflow.plus", "load_snapshot")
    except Unsupported:
        return "ContextSnapshot.from_dict", subject.name("stageflow.context", "ContextSnapshot").from_dict
    return "load_snapshot", lambda data: load(json.dumps(data))
