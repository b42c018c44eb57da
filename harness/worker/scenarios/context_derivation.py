"""Family context_derivation: contexts derived and forked side by side, changed, and compared with their parents."""

import asyncio
import dataclasses
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

    await subject.run(subject.graph(order.stages, runner), subject.stage_context(snapshot))
    recorder.fingerprint("parent:pipeline_context", "after", _state(parent))


def _state(context: Any) -> dict[str, Any]:
    """All fields of a context; what is no container (sinks, handles) is opaque to whoever walks them."""
    return {f.name: getattr(context, f.name) for f in dataclasses.fields(context)}


async def _derive_chain(stage: str, snapshot: Any, depth: int, subject: Subject, recorder: Recorder) -> None:
    parent = snapshot
    for level, (how, argument) in zip(range(depth), _ways(snapshot, subject), strict=False):
        label = f"parent:snapshot:{stage}:{level}"
        recorder.fingerprint(label, "before", parent)
        invoke = recorder.tick()
        derived = getattr(parent, how)(argument)
        recorder.operation(stage, "derive", label, how, "ok", invoke)
        _compare_fields(f"{how}:{stage}:{level}", parent, derived, how.removeprefix("with_"), argument, recorder)
        await asyncio.sleep(0)
        _compare(parent, derived, how, recorder)
        mutate_everything(derived, f"derived by {how}", "mutate_derived", stage, recorder, MUTATORS_MAX)
        await asyncio.sleep(0)
        recorder.fingerprint(label, "after", parent)
        parent = derived


def _compare_fields(label: str, parent: Any, derived: Any, named: str, argument: Any, recorder: Recorder) -> None:
    """Fingerprints of the field that was named and of all others, as expected and as derived."""
    others = [f.name for f in dataclasses.fields(parent) if f.name != named]
    expected = {name: getattr(parent, name) for name in others} | {named: argument}
    recorder.fingerprint(f"derivation:{label}", "expected", expected)
    recorder.fingerprint(f"derivation:{label}", "derived", {name: getattr(derived, name) for name in [*others, named]})


def _ways(snapshot: Any, subject: Subject) -> Iterator[tuple[str, Any]]:
    """(method, its argument) in turn, for ever."""
    number = 1000
    while True:
        number += 1
        yield "with_run_id", subject.run_identity(number)
        yield "with_enrichments", subject.name("stageflow.context", "Enrichments")(web_results=[small()])
        yield "with_extensions", {"extended": small()}
        yield "with_conversation", snapshot.conversation
        yield "with_run_id", subject.run_identity(number + 500)


async def _fork(parent: Any, number: int, stage: str, recorder: Recorder) -> None:
    invoke = recorder.tick()
    child = parent.fork(UUID(int=10_000 + number), stage, UUID(int=5))
    run_id = str(child.pipeline_run_id)
    recorder.operation(stage, "fork", run_id, str(child.parent_run_id), "ok", invoke, str(parent.pipeline_run_id))
    await asyncio.sleep(0)
    inherited = {key: child.get_parent_data(key) for key in parent.data}
    _compare(parent, [inherited, child], "fork", recorder)
    mutate_everything(inherited, "fork.get_parent_data", "mutate_derived", stage, recorder, MUTATORS_MAX)
    mutate_everything(child.configuration, "fork.configuration", "mutate_derived", stage, recorder, MUTATORS_MAX)
    child.data["own"] = number
    await asyncio.sleep(0)


def _compare(parent: Any, derived: Any, how: str, recorder: Recorder) -> None:
    walked, shared = shared_mutable(parent, derived)
    recorder.event("graphs_walked", how=how, objects=walked, shared=len(shared))
    for in_parent, in_derived, kind in shared:
        recorder.event("shared_mutable", how=how, parent=in_parent, derived=in_derived, type=kind)
