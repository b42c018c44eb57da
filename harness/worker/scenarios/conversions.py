"""Family conversions: generated content through every conversion of the framework and back, with what each promises."""

import copy
import dataclasses
import json
import pickle
import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any
from uuid import UUID

from harness.evidence.fingerprint import preview
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported
from harness.worker.probes.difference import first_difference
from harness.worker.recorder import Recorder
from harness.worker.scenarios.generated_values import every_kind, json_dict, long_texts, odd_dict, plain_dict, text
from harness.worker.scenarios.input_probes import DEFAULT, FALSE_VALUES, kept

PARTS = ("metadata", "enrichments", "conversation")
"""With one of these begins the path that a refusal names."""
BACK, REFUSED = "comes back", "is refused"
IDS = ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id")
Convert = Callable[[Any], Any]


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """`samples` values for each way; then values that are false in a condition, by each way of reading them."""
    made = _Made(random.Random(order.seed), subject)
    for number in range(int(order.arguments.get("samples", 20))):
        for way, value, convert, expected in _ways(made, subject):
            await _convert(way, number, value, convert, expected, recorder)
        for way, snapshot, convert in _async_ways(made, subject):
            await _convert(way, number, snapshot, convert, BACK, recorder)
    await _convert_long_texts(made, subject, recorder)
    for key, value in FALSE_VALUES.items():
        for how, ask in _reads(key, value, subject):
            kept(recorder, f"{how}:{key}", value, ask)


async def _convert_long_texts(made: "_Made", subject: Subject, recorder: Recorder) -> None:
    """Each long text in the metadata of a snapshot, by both ways of writing and reading."""
    for number, (what, content) in enumerate(long_texts()):
        fields = {"run_id": made.identity(), "created_at": made.moment(), "metadata": {"text": content}}
        snapshot = subject.snapshot(**fields)
        ways = [(what, lambda s: subject.read_snapshot(subject.write_snapshot(s)))]
        ways += [(f"{what}, step by step", convert) for convert in _step_by_step(made, subject)]
        for way, convert in ways:
            await _convert(way, number, snapshot, convert, BACK, recorder)


async def _convert(way: str, number: int, value: Any, convert: Convert, expected: str, recorder: Recorder) -> None:
    of, error = f"converted:{way}:{number}", ""
    recorder_shown = preview(value, 60)
    try:
        result = convert(value)
        if isinstance(result, Awaitable):
            result = await result
    except Unsupported:
        return
    except Exception as raised:  # noqa: BLE001 - whatever the subject raises is what is recorded
        error = f"{type(raised).__name__}: {preview(str(raised), 100)}"
        refused = isinstance(raised, TypeError) and str(raised).startswith(PARTS)
        ended = REFUSED if refused else "raises"
    else:
        ended = BACK
        recorder.fingerprint(of, "before", value)
        recorder.fingerprint(of, "after", result)
        where, put, got = first_difference(value, result)
        if where:
            recorder.event("first_difference", of=of, where=where, put=put, got=got)
    fields = {"way": way, "ended": ended, "expected": expected, "shown": recorder_shown, "error": error}
    recorder.event("conversion", **fields)


class _Made:
    """Values of the subject's own types, all parts of which are drawn."""

    def __init__(self, drawn: random.Random, subject: Subject) -> None:
        self.drawn, self._subject = drawn, subject
        self._context: Callable[[str], Any] = partial(subject.name, "stageflow.context")
        bundle = self._context("ExtensionBundle")
        fields = [("level", int, 0), ("names", list, dataclasses.field(default_factory=list)), ("note", str, "")]
        self.extension = dataclasses.make_dataclass("Extension", fields, bases=(bundle,), frozen=True)
        self.nothing = dataclasses.make_dataclass("Nothing", [], bases=(bundle,), frozen=True)
        self.known = {"Extension": self.extension, "Nothing": self.nothing}

    def moment(self) -> datetime:
        zone = self.drawn.choice([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-3))])
        return datetime(2020, 1, 1, tzinfo=zone) + timedelta(microseconds=self.drawn.randrange(10**15))

    def identity(self) -> Any:
        ids = {name: UUID(int=self.drawn.randrange(2**128)) for name in IDS if self.drawn.random() < 0.8}
        return self._context("RunIdentity")(**ids, created_at=self.moment())

    def conversation(self, content: Callable[[random.Random], dict[str, Any]]) -> Any:
        message, drawn = self._context("Message"), self.drawn
        roles = [drawn.choice(["user", "assistant", "system", ""]) for _ in range(drawn.randrange(5))]
        messages = [
            message(role, text(drawn), drawn.choice([None, self.moment()]), drawn.choice([{}, content(drawn)]))
            for role in roles
        ]
        decision = self._context("RoutingDecision")(
            text(drawn), text(drawn), text(drawn), drawn.choice([None, "", "r"])
        )
        return self._context("Conversation")(messages, drawn.choice([None, decision]))

    def enrichments(self, content: Callable[[random.Random], dict[str, Any]]) -> Any:
        drawn = self.drawn
        user = drawn.choice([None, UUID(int=drawn.randrange(2**128))])
        profile = self._context("ProfileEnrichment")(user, text(drawn), content(drawn), [text(drawn)])
        memory = self._context("MemoryEnrichment")(
            recent_topics=[text(drawn)], key_facts=[], interaction_history_summary=drawn.choice([None, "", "summary"])
        )
        document = self._context("DocumentEnrichment")(
            document_id=text(drawn), document_type=None, blocks=[content(drawn), {}], metadata=content(drawn)
        )
        return self._context("Enrichments")(
            drawn.choice([None, profile]),
            drawn.choice([None, memory]),
            [document] * drawn.randrange(3),
            [content(drawn)],
        )

    def snapshot(self, content: Callable[[random.Random], dict[str, Any]], *, extended: bool = True) -> Any:
        drawn = self.drawn
        extension = self.extension(level=drawn.randrange(3), names=[text(drawn)], note="")
        return self._subject.snapshot(
            run_id=self.identity(),
            enrichments=drawn.choice([None, self.enrichments(content)]),
            conversation=drawn.choice([None, self.conversation(content)]),
            extensions=drawn.choice([None, extension]) if extended else None,
            input_text=drawn.choice([None, "", text(drawn)]),
            input_audio_duration_ms=drawn.choice([None, 0, 2**53 + 1]),
            topology=drawn.choice([None, "", "chat_fast"]),
            execution_mode=drawn.choice([None, "", "practice"]),
            created_at=self.moment(),
            metadata={**every_kind(content), **content(drawn)},
        )


def _ways(made: _Made, subject: Subject) -> Iterator[tuple[str, Any, Convert, str]]:
    """(way, value, conversion there and back, what is promised). Names are looked up at the moment of use."""
    context: Callable[[str], Any] = partial(subject.name, "stageflow.context")
    plus: Callable[[str], Any] = partial(subject.name, "stageflow.plus")
    known = made.known

    def read(data: dict[str, Any]) -> Any:
        return context("ContextSnapshot").from_dict(data, known)

    def by_json(snapshot: Any) -> Any:
        return plus("load_snapshot")(plus("dump_snapshot")(snapshot), known)

    yield "snapshot as plain data", made.snapshot(plain_dict), lambda s: read(s.to_dict()), BACK
    yield "snapshot as text of plain data", made.snapshot(json_dict), lambda s: read(_by_text(s.to_dict())), BACK
    yield "snapshot as JSON", made.snapshot(json_dict), by_json, BACK
    nothing: tuple[Any, ...] = ({}, made.nothing())
    for empty in nothing:
        held = dataclasses.replace(made.snapshot(json_dict), extensions=empty)
        yield "snapshot with empty extensions as plain data", held, lambda s: read(s.to_dict()), BACK
        yield "snapshot with empty extensions as JSON", held, by_json, BACK
    yield "snapshot as JSON", made.snapshot(odd_dict, extended=False), by_json, REFUSED
    yield "identity as plain data", made.identity(), lambda i: context("RunIdentity").from_dict(i.to_dict()), BACK
    talk, found, data = made.conversation(plain_dict), made.enrichments(plain_dict), plain_dict(made.drawn)
    yield "conversation as plain data", talk, lambda c: context("Conversation").from_dict(c.to_dict()), BACK
    yield "messages added one by one", talk, lambda c: _one_by_one(context("Conversation"), c), BACK
    yield "enrichments as plain data", found, lambda e: context("Enrichments").from_dict(e.to_dict()), BACK
    yield "freeze", data, lambda d: plus("deep_freeze")(d), BACK
    yield "freeze and thaw", data, lambda d: plus("thaw")(plus("deep_freeze")(d)), BACK
    yield "frozen dict", data, lambda d: subject.name("stageflow.utils", "FrozenDict")(d).to_dict(), BACK
    yield from _output_ways(data, json_dict(made.drawn), subject)


def _output_ways(
    data: dict[str, Any], plain: dict[str, Any], subject: Subject
) -> Iterator[tuple[str, Any, Convert, str]]:
    output: Callable[[], Any] = partial(subject.name, "stageflow", "StageOutput")
    keywords = {f"k_{key}": value for key, value in plain.items()}
    yield "output ok", data, lambda d: output().ok(d).data, BACK
    yield "output ok by keywords", keywords, lambda d: output().ok(**d).data, BACK
    yield "output skip", {"reason": "", **data}, lambda d: output().skip("", d).data, BACK
    yield "output cancel", {"cancel_reason": "x", **data}, lambda d: output().cancel("x", d).data, BACK
    yield "output fail", ["error", data], lambda d: _error_and_data(output().fail("error", d[1])), BACK
    yield "output retry", ["again", data], lambda d: _error_and_data(output().retry("again", d[1])), BACK
    yield "output with duration", data, lambda d: output().ok(d).with_duration(7).data, BACK
    yield "output as text", plain, lambda d: _by_text(output().ok(d).data), BACK
    yield "output pickled", plain, lambda d: pickle.loads(pickle.dumps(output().ok(d).data)), BACK
    yield "output copied", data, lambda d: copy.deepcopy(output().ok(d).data), BACK
    yield "output in a bag", data, lambda d: _through_bag(subject, output().ok(d)), BACK


def _async_ways(made: _Made, subject: Subject) -> Iterator[tuple[str, Any, Convert]]:
    for convert in _step_by_step(made, subject):
        yield "snapshot as JSON, step by step", made.snapshot(json_dict), convert


def _step_by_step(made: _Made, subject: Subject) -> Iterator[Convert]:
    async def there_and_back(snapshot: Any) -> Any:
        dump, load = (subject.name("stageflow.plus", f"{verb}_snapshot_async") for verb in ("dump", "load"))
        return await load(await dump(snapshot), made.known)

    yield there_and_back


def _by_text(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _one_by_one(conversation: Any, whole: Any) -> Any:
    made = conversation([], whole.routing_decision)
    for message in whole.messages:
        made = made.with_message(message)
    return made


def _error_and_data(output: Any) -> list[Any]:
    return [output.error, output.data]


def _through_bag(subject: Subject, output: Any) -> Any:
    bag = subject.output_bag()
    bag.write_sync("stage", output)
    return bag.get("stage").to_dict()["data"]


def _reads(key: str, value: Any, subject: Subject) -> Iterator[tuple[str, Callable[[], Any]]]:
    """(how, reading) of a value that is false in a condition, where it stands under a key."""
    held = {key: value}
    output = subject.name("stageflow", "StageOutput")
    bag = subject.output_bag()
    bag.write_sync("stage", output.ok(held))
    yield "bag value", lambda: bag.get_value("stage", key, DEFAULT)
    yield "output ok", lambda: output.ok(held).data.get(key, DEFAULT)
    yield "output ok by keyword", lambda: output.ok(**held).data.get(key, DEFAULT)
    yield "output retry", lambda: output.retry("again", held).data.get(key, DEFAULT)
    yield "frozen dict", lambda: subject.name("stageflow.utils", "FrozenDict")(held).get(key, DEFAULT)
    snapshot = subject.snapshot(metadata=held)
    yield "snapshot metadata", lambda: type(snapshot).from_dict(snapshot.to_dict()).metadata.get(key, DEFAULT)
    parent = subject.pipeline_context(1, data=held)
    child = parent.fork(UUID(int=2), "stage", UUID(int=3))
    yield "data of the parent", lambda: child.get_parent_data(key, DEFAULT)
