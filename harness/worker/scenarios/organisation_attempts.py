"""Family organisation_attempts: a stage that tries to become that of another tenant."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

OWN, OTHER = UUID(int=10), UUID(int=20)
Attempt = Callable[[Any], Any]
"""Given the context of a stage."""


def _attempts(subject: Subject) -> dict[str, Attempt]:
    other = subject.name("stageflow.context", "RunIdentity")(org_id=OTHER)
    return {
        "ctx.snapshot.org_id = another": lambda ctx: setattr(ctx.snapshot, "org_id", OTHER),
        "ctx.snapshot.run_id.org_id = another": lambda ctx: setattr(ctx.snapshot.run_id, "org_id", OTHER),
        "ctx.snapshot.run_id = another": lambda ctx: setattr(ctx.snapshot, "run_id", other),
        "ctx.snapshot = another": lambda ctx: setattr(ctx, "snapshot", ctx.snapshot.with_run_id(other)),
        "del ctx.snapshot.run_id.org_id": lambda ctx: delattr(ctx.snapshot.run_id, "org_id"),
        "ctx.snapshot.run_id.__init__(org_id=another)": lambda ctx: ctx.snapshot.run_id.__init__(org_id=OTHER),
        "ctx.snapshot.__init__(run_id=another)": lambda ctx: ctx.snapshot.__init__(run_id=other),
        "ctx.snapshot.with_run_id(another)": lambda ctx: ctx.snapshot.with_run_id(other),
        "an edit of ctx.snapshot.to_dict()": lambda ctx: _edited(ctx.snapshot.to_dict()),
        "an edit of ctx.snapshot.run_id.to_dict()": lambda ctx: _edited(ctx.snapshot.run_id.to_dict()),
    }


def _edited(data: dict[str, Any]) -> None:
    data["org_id"] = str(OTHER)
    if isinstance(data.get("run_id"), dict):
        data["run_id"]["org_id"] = str(OTHER)


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each stage tries every way to be of another organisation; the stages behind it, a run of another tenant on the
    same graph and the caller read the id again. Records `change_org` for each attempt, `org_read` for each reader.
    """
    ways = _attempts(subject)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            run = str(ctx.snapshot.metadata.get("run", "attacked"))  # who has lost it has been attacked
            _read(run, f"stage {stage.name} at its start", ctx.snapshot, recorder)
            if run == "attacked":
                for how, attempt in ways.items():
                    try_change(stage.name, how, partial(attempt, ctx), lambda: _org(ctx.snapshot), recorder)
                    await asyncio.sleep(0)
            await asyncio.sleep(0)
            return subject.output(stage=stage.name)

        return Execute(execute)

    graph = subject.graph(order.stages, runner)

    async def run(name: str) -> None:
        identity = subject.name("stageflow.context", "RunIdentity")(pipeline_run_id=UUID(int=1), org_id=OWN)
        snapshot = subject.snapshot(run_id=identity, input_text="input", metadata={"run": name})
        await subject.run(graph, subject.stage_context(snapshot))
        _read(name, "the caller at the end", snapshot, recorder)

    async with asyncio.TaskGroup() as group:
        for name in ("attacked", "neighbour"):
            group.create_task(run(name), name=name)


def _org(snapshot: Any) -> str:
    """The organisation that a reader sees, of the snapshot and of its run identity."""
    return f"{snapshot.org_id} {snapshot.run_id.org_id}"


def _read(run: str, reader: str, snapshot: Any, recorder: Recorder) -> None:
    own = _org(snapshot) == f"{OWN} {OWN}"
    recorder.event("org_read", run=run, reader=reader, own=own)


def try_change(actor: str, how: str, attempt: Callable[[], Any], seen: Callable[[], str], recorder: Recorder) -> None:
    """Whether `seen` gives something else after the attempt than before."""
    before, invoke = seen(), recorder.tick()
    refused = ""
    try:
        attempt()
    except Exception as error:  # noqa: BLE001 - however it is refused
        refused = type(error).__name__
    try:
        changed = seen() != before
    except Exception:  # noqa: BLE001 - an id that cannot be read any more is no longer what it was
        changed = True
    detail = "changed" if changed else refused or "no effect"
    recorder.operation(actor, "change_org", how, None, "ok" if changed else "fail", invoke, detail)
