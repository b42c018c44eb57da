"""Family subpipeline_inheritance: a stage runs a child pipeline, whose stage attacks what it inherited."""

import asyncio
from typing import Any
from uuid import UUID

from harness.evidence.fingerprint import preview
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.probes.mutate import mutate_everything
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.mutation_attempts import caller_objects, nested, small, snapshot_of

_OWN = {"topology": "chat_fast", "execution_mode": "practice", "service": "chat"}
"""What the parent is beside its ids, other than the defaults."""
OF_THE_CHILD = {"topology": "chat_deep", "execution_mode": "rehearsal"}
"""What a child is spawned with in place of what its parent is."""
INHERITED = ("request_id", "session_id", "user_id", "org_id", "interaction_id", "db", *_OWN)


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One run in which every stage spawns a child run of one stage."""
    parent = subject.pipeline_context(1, data=nested(), configuration=nested(), db="a handle", **_OWN)
    spawner = subject.name("stageflow.pipeline", "SubpipelineSpawner")(emit_events=False)
    labels = {str(parent.pipeline_run_id): "parent"}
    state = {"data": parent.data, "configuration": parent.configuration}
    recorder.fingerprint("parent:pipeline_context", "before", state)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            recorder.fingerprint(f"parent:snapshot:{stage.name}", "before", ctx.snapshot)
            result = await spawner.spawn("child", parent, UUID(int=5), stage.name, child_run(stage.name, ctx.snapshot))
            await spawner.spawn("of another kind", parent, UUID(int=5), stage.name, other(stage.name), **OF_THE_CHILD)
            recorder.fingerprint(f"parent:snapshot:{stage.name}", "after", ctx.snapshot)
            error = None if result.error is None else preview(result.error)
            recorder.event("child_ended", stage=stage.name, success=bool(result.success), error=error)
            return subject.output(child=stage.name)

        return Execute(execute)

    def child_run(name: str, snapshot: Any) -> Any:
        async def run(child: Any) -> dict[str, Any]:
            _compare_identity(name, parent, child, labels, recorder)
            attacker = Execute(_attacker(name, child, list(parent.data), subject, recorder))
            graph = subject.graph((Stage("attack", (), "act"),), lambda _: attacker)
            await subject.run(graph, subject.stage_context(snapshot))
            return {"done": name}

        return run

    def other(name: str) -> Any:
        async def run(child: Any) -> None:
            _compare_values(f"{name}, of another kind", parent, child, OF_THE_CHILD, recorder)

        return run

    snapshot = snapshot_of(subject, caller_objects(small))
    await subject.run(subject.graph(order.stages, runner), subject.stage_context(snapshot))
    recorder.fingerprint("parent:pipeline_context", "after", state)


def _compare_values(stage: str, parent: Any, child: Any, own: dict[str, str], recorder: Recorder) -> None:
    """Fingerprints of every value that a child has from its parent, or in its place was spawned with."""
    for name in INHERITED:
        recorder.fingerprint(f"inherited:{name}:{stage}", "parent", own.get(name, getattr(parent, name)))
        recorder.fingerprint(f"inherited:{name}:{stage}", "child", getattr(child, name))
    compare_sinks(stage, parent, child, recorder)


def compare_sinks(stage: str, parent: Any, child: Any, recorder: Recorder) -> None:
    """A sink is inherited only as the very object: one of the same kind leads elsewhere."""
    same = child.event_sink is parent.event_sink
    recorder.fingerprint(f"inherited:event_sink:{stage}", "parent", "the sink of the parent")
    recorder.fingerprint(f"inherited:event_sink:{stage}", "child", "the sink of the parent" if same else "another one")


def _compare_identity(stage: str, parent: Any, child: Any, labels: dict[str, str], recorder: Recorder) -> None:
    """Fingerprints of every inherited value as the parent and as the child holds it, and whose run is whose: a run id
    is told by the stage whose child was the first to have it.
    """
    invoke = recorder.tick()
    own = labels.setdefault(str(child.pipeline_run_id), f"child of {stage}")
    says, ought = (labels.get(str(run_id), "unknown") for run_id in (child.parent_run_id, parent.pipeline_run_id))
    recorder.operation(stage, "fork", own, says, "ok", invoke, ought)
    _compare_values(stage, parent, child, {}, recorder)
    recorder.fingerprint(f"inherited:configuration:{stage}", "parent", parent.configuration)
    recorder.fingerprint(f"inherited:configuration:{stage}", "child", child.configuration)
    for key, value in parent.data.items():
        recorder.fingerprint(f"inherited:data[{key!r}]:{stage}", "parent", value)
        recorder.fingerprint(f"inherited:data[{key!r}]:{stage}", "child", child.get_parent_data(key))
    recorder.event(
        "child_started",
        stage=stage,
        run_id=str(child.pipeline_run_id),
        parent_run_id=str(child.parent_run_id),
        expected_parent=str(parent.pipeline_run_id),
    )


def _attacker(name: str, child: Any, parent_keys: list[str], subject: Subject, recorder: Recorder) -> Any:
    async def execute(ctx: Any) -> Any:
        for key in parent_keys:
            value = child.get_parent_data(key)
            mutate_everything(value, f"inherited data[{key!r}]", "mutate_inherited", name, recorder)
            await asyncio.sleep(0)
        mutate_everything(child.configuration, "inherited configuration", "mutate_own_copy", name, recorder)
        child.data["own"] = name
        await asyncio.sleep(0)
        return subject.output(attacked=name)

    return execute
