"""Family mutation_attempts: a hostile stage, a hostile reader of results, and a caller that edits what it gave."""

import asyncio
from collections.abc import Callable
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.probes.crawl import reachable
from harness.worker.probes.mutate import assign_everything, bypass, mutate_everything
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute


def nested() -> dict[str, Any]:
    """A fresh object of every kind of container, three levels deep."""
    return {
        "list": [1, [2, 3], {"deep": [4]}],
        "dict": {"inner": {"leaf": 1, "items": [1, 2]}},
        "set": {1, 2},
        "bytes": bytearray(b"ab"),
        "tuple": (1, [2]),
        "text": "unchanged",
    }


def small() -> dict[str, Any]:
    """The same in little, where it is built and walked many times in a trial."""
    return {"list": [1, [2]], "dict": {"leaf": 1}, "set": {1, 2}}


def caller_objects(make: Callable[[], dict[str, Any]] = nested) -> dict[str, Any]:
    """The objects that the caller owns and hands over: plain, mutable, nested."""
    return {"metadata": make(), "preferences": make(), "message": make(), "blocks": [make()], "web": [make()]}


def snapshot_of(subject: Subject, own: dict[str, Any]) -> Any:
    """A snapshot that holds the caller's objects in every place that takes one."""
    context = "stageflow.context"
    message = subject.name(context, "Message")(role="user", content="hello", metadata=own["message"])
    profile = subject.name(context, "ProfileEnrichment")(preferences=own["preferences"], goals=["a", "b"])
    document = subject.name(context, "DocumentEnrichment")(document_id="d", blocks=own["blocks"])
    return subject.snapshot(
        run_id=subject.run_identity(1),
        conversation=subject.name(context, "Conversation")(messages=[message]),
        enrichments=subject.name(context, "Enrichments")(profile=profile, documents=[document], web_results=own["web"]),
        input_text="input",
        metadata=own["metadata"],
    )


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One run with a stage that attacks; then the results are attacked, and the caller edits its own objects."""
    own = caller_objects()
    snapshot = snapshot_of(subject, own)
    returned: dict[str, Any] = {}
    for name, value in own.items():
        recorder.fingerprint(f"caller:{name}", "before", value)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            returned[stage.name] = nested()
            await _attack_inside(stage.name, ctx, subject, recorder)
            return subject.output(**returned[stage.name])

        return Execute(execute)

    results = await subject.graph(order.stages, runner).run(subject.stage_context(snapshot))
    for name, output in results.items():
        mutate_everything(output, f"results[{name!r}]", "mutate", "caller", recorder)
    for name, value in own.items():
        recorder.fingerprint(f"caller:{name}", "after", value)
    _edit_own(own, returned, snapshot, results, recorder)
    _bypass(subject, recorder)


async def _attack_inside(name: str, ctx: Any, subject: Subject, recorder: Recorder) -> None:
    output = subject.output(**nested())
    inputs = subject.inputs(ctx.snapshot, {"producer": output})
    for path, target in (("ctx", ctx), ("inputs", inputs), ("output", output)):
        assign_everything(target, path, name, recorder)
        await asyncio.sleep(0)
        mutate_everything(target, path, "mutate", name, recorder)
        await asyncio.sleep(0)


def _edit_own(own: dict[str, Any], returned: dict[str, Any], snapshot: Any, results: Any, recorder: Recorder) -> None:
    """Edits every container that the caller and the stages still hold; nothing handed out may change with them."""
    kept = {"snapshot": snapshot, **{f"result:{name}": output.data for name, output in results.items()}}
    for name, value in kept.items():
        recorder.fingerprint(f"kept:{name}", "before", value)
    for holder, value in (("caller", own), ("stage", returned)):
        mutate_everything(value, holder, "edit", holder, recorder)
    for name, value in kept.items():
        recorder.fingerprint(f"kept:{name}", "after", value)


def _bypass(subject: Subject, recorder: Recorder) -> None:
    """On an output of its own, because a bypass does harm it."""
    output = subject.output(**nested())
    for path, value in list(reachable(output, "output"))[:4]:
        bypass(value, path, "bypass", recorder)
