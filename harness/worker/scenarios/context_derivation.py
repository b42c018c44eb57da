"""Family context_derivation: contexts derived and forked side by side, changed, and compared with their parents."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.probes.crawl import shared_mutable
from harness.worker.probes.mutate import mutate_everything
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.mutation_attempts import caller_objects, small, snapshot_of

MUTATORS_MAX = 3


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each stage derives a chain of snapshots and its share of the forks, suspending between any two of them."""
    snapshot = snapshot_of(subject, caller_objects(small))
    parent = subject.pipeline_context(1, data=small(), configuration=small())
    forks, depth = int(order.arguments["forks"]), int(order.arguments["depth"])
    share = {s.name: range(i, forks, len(order.stages)) for i, s in enumerate(order.stages)}
    recorder.fingerprint("parent:pipeline_context", "before", _state(parent))

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            await _derive_chain(stage.name, ctx.snapshot, depth, subject, recorder)
            await asyncio.gather(*(_fork(parent, n, stage.name, recorder) for n in share[stage.name]))
            return subject.output(stage=stage.name)

        return Execute(execute)

    await subject.graph(order.stages, runner).run(subject.stage_context(snapshot))
    recorder.fingerprint("parent:pipeline_context", "after", _state(parent))


def _state(context: Any) -> dict[str, Any]:
    """What a parent of forks holds that a fork could reach."""
    return {"data": context.data, "configuration": context.configuration, "artifacts": context.artifacts}


async def _derive_chain(stage: str, snapshot: Any, depth: int, subject: Subject, recorder: Recorder) -> None:
    parent = snapshot
    for level, (how, argument) in zip(range(depth), _ways(snapshot, subject), strict=False):
        label = f"parent:snapshot:{stage}:{level}"
        recorder.fingerprint(label, "before", parent)
        invoke = recorder.tick()
        derived = getattr(parent, how)(argument)
        recorder.operation(stage, "derive", label, how, "ok", invoke)
        await asyncio.sleep(0)
        _compare(parent, derived, how, recorder)
        mutate_everything(derived, f"derived by {how}", "mutate_derived", stage, recorder, MUTATORS_MAX)
        await asyncio.sleep(0)
        recorder.fingerprint(label, "after", parent)
        parent = derived


def _ways(snapshot: Any, subject: Subject) -> Iterator[tuple[str, Any]]:
    """(method, its argument) in turn, for ever."""
    number = 1000
    while True:
        number += 1
        yield "with_run_id", subject.run_identity(number)
        yield "with_enrichments", subject.name("stageflow.context", "Enrichments")(web_results=[small()])
        yield "with_conversation", snapshot.conversation
        yield "with_run_id", subject.run_identity(number + 500)


async def _fork(parent: Any, number: int, stage: str, recorder: Recorder) -> None:
    invoke = recorder.tick()
    child = parent.fork(UUID(int=10_000 + number), stage, UUID(int=5))
    run_id = str(child.pipeline_run_id)
    recorder.operation(stage, "fork", run_id, str(child.parent_run_id), "ok", invoke, str(parent.pipeline_run_id))
    await asyncio.sleep(0)
    inherited = {key: child.get_parent_data(key) for key in parent.data}
    _compare(_state(parent), [inherited, _state(child)], "fork", recorder)
    mutate_everything(inherited, "fork.get_parent_data", "mutate_derived", stage, recorder, MUTATORS_MAX)
    mutate_everything(child.configuration, "fork.configuration", "mutate_derived", stage, recorder, MUTATORS_MAX)
    child.data["own"] = number
    await asyncio.sleep(0)


def _compare(parent: Any, derived: Any, how: str, recorder: Recorder) -> None:
    walked, shared = shared_mutable(parent, derived)
    recorder.event("graphs_walked", how=how, objects=walked, shared=len(shared))
    for in_parent, in_derived, kind in shared:
        recorder.event("shared_mutable", how=how, parent=in_parent, derived=in_derived, type=kind)
