"""Family thread_reads: OS threads read what a run was given, while one of its stages derives from it and attacks it."""

import asyncio
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any
from uuid import UUID

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.probes.difference import first_difference
from harness.worker.probes.mutate import mutate_everything, went_through
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.mutation_attempts import caller_objects, snapshot_of
from harness.worker.scenarios.threaded import Run, Target, bodies_of

CHANGER = "the stage"
MUTATORS_MAX = 1
"""Of each container: what refuses which mutator is seen where nobody reads meanwhile."""
Read = Callable[[], Any]


def _content() -> dict[str, Any]:
    """As little as has something nested: under control every step of every dump is a place to switch."""
    return {"list": [1], "dict": {"leaf": 1}}


def _read_and_attack(order: ScenarioRun, subject: Subject, recorder: Recorder, run: Run, controlled: bool) -> None:
    """All threads have the same three objects, which are read once before they begin: that is what they ought to read.

    Every second reader dumps a snapshot of its own where the others dump the shared one: dumping that too, it would put
    right again what somebody else's dump does to it.
    """
    readers, reads = int(order.arguments["readers"]), int(order.arguments["reads"])
    shared = _Given(subject)
    ways = {**shared.reads(), "document": shared.snapshot.to_dict}
    expected = {what: _taken(read()) for what, read in ways.items()}
    for what, content in expected.items():
        recorder.fingerprint(f"shared:{what}", "before", content)

    def target(number: int) -> Target:
        name, own = f"reader-{number}", _Given(subject).snapshot.to_dict
        order = [list(ways)[(number + n) % len(ways)] for n in range(reads * len(ways))]
        return name, lambda: _read(name, order, ways, expected, recorder, None if number % 2 else own)

    run([("stage", partial(_attack, shared, subject, recorder)), *map(target, range(readers))])


class _Given:
    """A snapshot, a context that can be forked, and the output of a stage, each with nested content."""

    def __init__(self, subject: Subject) -> None:
        self.snapshot = snapshot_of(subject, caller_objects(_content))
        self.context = subject.pipeline_context(1, data=_content(), configuration=_content())
        self.output = subject.output(**_content())

    def reads(self) -> dict[str, Read]:
        return {
            "snapshot": lambda: self.snapshot,
            "output": lambda: self.output.data,
            "configuration": lambda: self.context.configuration,
        }


def _read(
    actor: str,
    names: Sequence[str],
    ways: Mapping[str, Read],
    expected: Mapping[str, Any],
    recorder: Recorder,
    dump: Read | None,
) -> None:
    """One read after the other. With `dump` that is called in place of reading the shared document."""
    for what in names:
        if what == "document" and dump is not None:
            dump()
            continue
        invoke = recorder.tick()
        got = _taken(ways[what]())
        path, put, found = first_difference(expected[what], got)
        detail = f"{path}: {found} in place of {put}" if path else ""
        recorder.operation(actor, "read_shared", what, digest(got), "ok", invoke, detail)


def _taken(value: Any) -> Any:
    """A plain copy, value objects as dictionaries: what was read stays what it was when it was read."""
    if isinstance(value, Mapping):
        return {key: _taken(inner) for key, inner in list(value.items())}
    if isinstance(value, AbstractSet):
        return frozenset(value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_taken(inner) for inner in list(value)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _taken(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value


def _attack(given: _Given, subject: Subject, recorder: Recorder) -> None:
    """A run of one stage, on a loop of this thread."""

    async def execute(ctx: Any) -> Any:
        for how, call in _ways(given, subject):
            invoke = recorder.tick()
            try:
                made = call()
            except Exception as error:
                if not went_through(recorder):
                    raise  # else it meets what the stage itself has made of what is shared
                recorder.operation(CHANGER, "derive", "what is shared", how, "fail", invoke, type(error).__name__)
                continue
            recorder.operation(CHANGER, "derive", "what is shared", how, "ok", invoke)
            mutate_everything(made, f"made by {how}", "mutate_derived", CHANGER, recorder, MUTATORS_MAX)
        for what in (given.snapshot, given.output.data):
            mutate_everything(what, "what is shared", "mutate_shared", CHANGER, recorder, MUTATORS_MAX)
        return subject.output(done=True)

    graph = subject.graph((Stage("attack", (), "attack"),), lambda _: Execute(execute))
    with asyncio.Runner() as runner:
        runner.run(subject.run(graph, subject.stage_context(given.snapshot)))


def _ways(given: _Given, subject: Subject) -> list[tuple[str, Read]]:
    snapshot, context = given.snapshot, given.context
    enrichments = subject.name("stageflow.context", "Enrichments")(web_results=[_content()])
    return [
        ("with_run_id", lambda: snapshot.with_run_id(subject.run_identity(1000))),
        ("with_enrichments", lambda: snapshot.with_enrichments(enrichments)),
        ("with_conversation", lambda: snapshot.with_conversation(snapshot.conversation)),
        ("with_extensions", lambda: snapshot.with_extensions({"extended": _content()})),
        ("fork", lambda: context.fork(UUID(int=10_000), "attack", UUID(int=5)).configuration),
        ("to_dict", lambda: snapshot.to_dict()),
    ]


body, controlled_body = bodies_of(_read_and_attack)
