"""Family mutation_attempts: a hostile stage, a hostile reader of results, and a caller that edits what it gave."""

import asyncio
import dataclasses
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.probes.crawl import reachable
from harness.worker.probes.mutate import assign_everything, bypass, mutate_everything, went_through
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute


@dataclasses.dataclass(frozen=True)
class Cart:
    """A frozen class of the user's own, whose content is not."""

    items: list[Any]


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


def thorough() -> dict[str, Any]:
    """As `nested`, and a class of the user's own, a subclass of dict, and dicts and lists that are seven deep."""
    return {
        **nested(),
        "cart": Cart([{"sku": 1}]),
        "ordered": OrderedDict(first=[1]),
        "deep": [{"deep": [{"deep": [{"deepest": 1}]}]}],
    }


def small() -> dict[str, Any]:
    """The same in little, where it is built and walked many times in a trial."""
    return {"list": [1, [2]], "dict": {"leaf": 1}, "set": {1, 2}}


def caller_objects(make: Callable[[], dict[str, Any]] = nested) -> dict[str, Any]:
    """The objects that the caller owns and hands over: plain, mutable, nested."""
    return {"metadata": make(), "preferences": make(), "message": make(), "blocks": [make()], "web": [make()]}


def all_objects() -> dict[str, Any]:
    """The same, and what `snapshot_of` can do without; for families that are not run very often."""
    return {**caller_objects(), "metadata": thorough(), "facts": ["a fact"], "extensions": nested()}


def snapshot_of(subject: Subject, own: dict[str, Any]) -> Any:
    """A snapshot that holds the caller's objects in every place that takes one; `facts` and `extensions` may lack."""
    context = "stageflow.context"
    message = subject.name(context, "Message")(role="user", content="hello", metadata=own["message"])
    profile = subject.name(context, "ProfileEnrichment")(preferences=own["preferences"], goals=["a", "b"])
    document = subject.name(context, "DocumentEnrichment")(document_id="d", blocks=own["blocks"])
    enrichments: dict[str, Any] = {"profile": profile, "documents": [document], "web_results": own["web"]}
    if "facts" in own:
        enrichments["memory"] = subject.name(context, "MemoryEnrichment")(key_facts=own["facts"])
    routing = subject.name(context, "RoutingDecision")(agent_id="a", pipeline_name="p", topology="t")
    return subject.snapshot(
        run_id=subject.run_identity(1),
        conversation=subject.name(context, "Conversation")(messages=[message], routing_decision=routing),
        enrichments=subject.name(context, "Enrichments")(**enrichments),
        input_text="input",
        metadata=own["metadata"],
        extensions=own.get("extensions"),
    )


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """A quiet run, after which the owners edit what they gave; then a run with a stage that attacks all it can reach.

    Two runs, because an attack that goes through would destroy what an edit has to be seen in.
    """
    await _edit_later(order, subject, recorder)
    await _attack(order, subject, recorder)
    _bypass(subject, recorder)


async def _edit_later(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Caller and stages edit every container that they still hold; nothing handed out may change with it."""
    own = all_objects()
    _fingerprint_all("caller", "before", own, recorder)
    snapshot = snapshot_of(subject, own)
    returned: dict[str, Any] = {}
    lists: list[list[Any]] = []

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            returned[stage.name] = given = {"data": thorough(), "payload": nested(), "event": nested()}
            await asyncio.sleep(0)
            return _full_output(subject, given, lists)

        return Execute(execute)

    results = await subject.run(subject.graph(order.stages, runner), subject.stage_context(snapshot))
    _fingerprint_all("caller", "after", own, recorder)
    kept = {"snapshot": snapshot} | {f"result:{name}": _content(output) for name, output in results.items()}
    _fingerprint_all("kept", "before", kept, recorder)
    for holder, value in (("caller", own), ("stage", returned)):
        mutate_everything(value, holder, "edit", holder, recorder, own=True)
    for own_list in lists:  # the list is the stage's own; the artifacts and events in it are not
        invoke = recorder.tick()
        own_list.clear()
        recorder.operation("stage", "edit", "list of artifacts or events", "clear()", "ok", invoke, "changed")
    kept = {"snapshot": snapshot} | {f"result:{name}": _content(output) for name, output in results.items()}
    _fingerprint_all("kept", "after", kept, recorder)


def _full_output(subject: Subject, given: dict[str, Any], lists: list[list[Any]]) -> Any:
    """An output that holds the stage's own objects in every place that takes one; `lists` gets those made for it."""
    artifact = subject.name("stageflow", "StageArtifact")("kind", given["payload"])
    event = subject.name("stageflow", "StageEvent")("kind", given["event"])
    artifacts, events = [artifact], [event]
    lists += [artifacts, events]
    return subject.name("stageflow", "StageOutput")(
        subject.name("stageflow", "StageStatus").OK, given["data"], artifacts, events
    )


def _content(output: Any) -> list[Any]:
    """What an output holds, without how long its stage took."""
    return [output.status, output.data, output.artifacts, output.events, output.error]


def _fingerprint_all(group: str, when: str, values: dict[str, Any], recorder: Recorder) -> None:
    for name, value in values.items():
        recorder.fingerprint(f"{group}:{name}", when, value)


async def _attack(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    own = all_objects()
    _fingerprint_all("caller:attacked", "before", own, recorder)
    snapshot = snapshot_of(subject, own)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            await _attack_inside(stage.name, ctx, subject, recorder)
            return _full_output(subject, {"data": thorough(), "payload": nested(), "event": nested()}, [])

        return Execute(execute)

    results: Mapping[str, Any] = {}
    try:
        results = await subject.run(subject.graph(order.stages, runner), subject.stage_context(snapshot))
    except Exception:
        if not went_through(recorder):
            raise  # else the attack has broken the run, and says itself what it could change
    for name, output in results.items():
        mutate_everything(output, f"results[{name!r}]", "mutate", "caller", recorder)
    _fingerprint_all("caller:attacked", "after", own, recorder)


async def _attack_inside(name: str, ctx: Any, subject: Subject, recorder: Recorder) -> None:
    """Everything that a stage is given, an output of its own, and snapshots derived from the one it was given."""
    output = _full_output(subject, {"data": thorough(), "payload": nested(), "event": nested()}, [])
    enrichments = subject.name("stageflow.context", "Enrichments")(web_results=[nested()])
    targets = {
        "ctx": ctx,
        "inputs": subject.inputs(ctx.snapshot, {"producer": output}),
        "output": output,
        "with_enrichments": ctx.snapshot.with_enrichments(enrichments),
        "with_conversation": ctx.snapshot.with_conversation(ctx.snapshot.conversation),
    }
    for path, target in targets.items():
        assign_everything(target, path, name, recorder)
        await asyncio.sleep(0)
        mutate_everything(target, path, "mutate", name, recorder)
        await asyncio.sleep(0)


def _bypass(subject: Subject, recorder: Recorder) -> None:
    """On an output of its own, because a bypass does harm it."""
    output = subject.output(**nested())
    for path, value in list(reachable(output, "output"))[:4]:
        bypass(value, path, "bypass", recorder)
