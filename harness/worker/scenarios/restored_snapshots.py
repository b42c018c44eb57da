"""Family restored_snapshots: snapshots made of plain data, and what edits of either side do to the other."""

import asyncio
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
    live = snapshot_of(subject, caller_objects())
    data = live.to_dict()
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


def _walk(one: str, other: str, sides: dict[str, Any], recorder: Recorder) -> None:
    walked, shared = shared_mutable(sides[one], sides[other])
    how = f"{other} beside {one}"
    recorder.event("restored_walked", how=how, objects=walked, shared=len(shared))
    for in_one, in_other, kind in shared:
        places = {"one": one + in_one.removeprefix("parent"), "other": other + in_other.removeprefix("derived")}
        recorder.event("restored_shares", how=how, type=kind, **places)
