"""Family disagreeing_ids: plain data of a snapshot that names two organisations, or two of another id."""

import inspect
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder

OTHER = UUID(int=20)
IDS = ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id")


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Plain data of a snapshot in which one id stands twice, once another: read by `load_snapshot` and
    `load_snapshot_async`, or by `from_dict` where the subject has neither. Records `ids_loaded`, also for data
    that agrees.

    Raises Unsupported where plain data names each id once.
    """
    identity = subject.name("stageflow.context", "RunIdentity")(**{n: UUID(int=i + 1) for i, n in enumerate(IDS)})
    plain = subject.snapshot(run_id=identity, input_text="input").to_dict()
    twice = [name for name in IDS if name in plain and name in (plain.get("run_id") or {})]
    if not twice:
        raise Unsupported("the subject's plain data holds each id of a run once")
    for loader, load in _loaders(subject):
        for changed in ("", *twice):
            data = {**plain, changed: str(OTHER)} if changed else plain
            own, says = getattr(identity, changed or "org_id"), ""
            try:
                loaded = load(data)
                found = getattr(await loaded if inspect.isawaitable(loaded) else loaded, changed or "org_id")
            except Exception as error:  # noqa: BLE001 - however it is refused
                how, says = "refused", type(error).__name__
            else:
                how, says = "read", "the id of the run identity" if found == own else "the other id"
            recorder.event("ids_loaded", loader=loader, id=changed, how=how, says=says)


def _loaders(subject: Subject) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """The subject's readers of text, at once and step by step; of plain data where it has none."""
    readers = 0
    for name in ("load_snapshot", "load_snapshot_async"):
        try:
            load = subject.name("stageflow.plus", name)
        except Unsupported:
            continue
        readers += 1
        yield name, partial(_from_text, load)
    if not readers:
        yield "ContextSnapshot.from_dict", subject.name("stageflow.context", "ContextSnapshot").from_dict


def _from_text(load: Callable[[str], Any], data: Any) -> Any:
    return load(json.dumps(data))
