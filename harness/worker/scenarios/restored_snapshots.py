"""Family restored_snapshots: snapshots made of plain data, and what edits of either side do to the other."""

import asyncio
import dataclasses
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.probes.crawl import shared_mutable
from harness.worker.probes.mutate import mutate_everything
from harness.worker.recorder import Recorder
from harness.worker.scenarios.mutation_attempts import caller_objects, snapshot_of

MUTATORS_MAX = 3


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Two snapshots are restored from one dict of plain data. One of them is attacked, then the dict, and each time the
    others are compared with what they were; mutable objects that two of them hold are recorded by their paths.
    """
    restore = subject.name("stageflow.context", "ContextSnapshot").from_dict
    live, data = _live(subject, caller_objects())
    sides = {"the live snapshot": live, "the first restored": restore(data), "the second restored": restore(data)}
    for one, other in (
        ("the live snapshot", "the first restored"),
        ("the first restored", "the second restored"),
        ("the plain data", "the first restored"),
    ):
        _walk(one, other, {**sides, "the plain data": data}, recorder)
    for attacked, root in (("the second restored", sides["the second restored"]), ("the plain data", data)):
        compared = {name: side for name, side in sides.items() if name != attacked}
        for name, side in compared.items():
            recorder.fingerprint(f"restored:{name}, {attacked} edited", "before", side)
        mutate_everything(root, attacked, "mutate_restored", "editor", recorder, MUTATORS_MAX)
        await asyncio.sleep(0)
        for name, side in compared.items():
            recorder.fingerprint(f"restored:{name}, {attacked} edited", "after", side)


def _live(subject: Subject, own: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """A snapshot with something in every part, and its plain data. Extensions are a plain dict where that can be
    written: the oldest versions take one and raise when it is.
    """
    made = snapshot_of(subject, own)
    memory = subject.name("stageflow.context", "MemoryEnrichment")(recent_topics=["a"], key_facts=["b"])
    made = dataclasses.replace(made, enrichments=dataclasses.replace(made.enrichments, memory=memory))
    extended = dataclasses.replace(made, extensions=own["web"][0])
    try:
        return extended, extended.to_dict()
    except AttributeError:
        return made, made.to_dict()


def _walk(one: str, other: str, sides: dict[str, Any], recorder: Recorder) -> None:
    walked, shared = shared_mutable(sides[one], sides[other])
    how = f"{other} beside {one}"
    recorder.event("restored_walked", how=how, objects=walked, shared=len(shared))
    for in_one, in_other, kind in shared:
        places = {"one": one + in_one.removeprefix("parent"), "other": other + in_other.removeprefix("derived")}
        recorder.event("restored_shares", how=how, type=kind, **places)
