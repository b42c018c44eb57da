"""Recorded calls of an OutputBag, and the list of calls that an actor makes. For the families of bag operations."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from harness.checks.bag_model import DEFAULT, KEYS, NOTHING, TEXT
from harness.evidence.fingerprint import digest, preview
from harness.evidence.records import Scalar
from harness.worker.adapter import Subject
from harness.worker.explore.threads import Stopped
from harness.worker.recorder import PREVIEW_CHARS, Recorder
from harness.worker.scenarios.bag import CountSuspensions
from harness.worker.scenarios.documented import kind_of

WRITER = (*("overwrite",) * 6, "write", "has get", "attempts", "contains value")
READER = (*("outputs",) * 5, "to_dict", "entries", "len", "get keys", "output retries")
"""What an actor calls in a row, in an order of its own. Of two in one text the second follows at once, on the same
name. Every third actor is a reader.
"""
WRITES = ("write", "overwrite")
OF_ONE_NAME = ("get", "output", "value", "has", "contains", "attempts")
OF_THE_BAG = ("keys", "outputs", "entries", "retries", "len", "to_dict")
UNWRITTEN = "unwritten"
SAME_AGAIN = 0.2  # of overwrites: how many write once more what their actor wrote last to the name
SYNC = 0.4  # of writes: how many go by write_sync
ASKS_AGAIN = 3  # of outputs: every so many asks for another attempt, which is for its stage and not for the bag
NO_PAUSE = 0.25  # of calls: how many follow the one before without a suspension


@dataclass(frozen=True, slots=True)
class Call:
    """What an actor calls: `value` is what it writes, or by which key it asks for a value; `sync` by which method it
    writes; `pause` whether it suspends before; `again` whether the output that it writes asks for another attempt.
    """

    f: str
    name: str
    value: str = ""
    sync: bool = False
    pause: bool = True
    again: bool = False


def names_of(count: int) -> list[str]:
    """Names of stages, of which some begin like others."""
    return [f"rank{i // 2 or ''}{'_all' if i % 2 else ''}" for i in range(count)]


def calls_of(number: int, actor: str, seed: int, names: list[str], count: int) -> list[Call]:
    """What the actor of that number calls, drawn from the seed. All begin with a write to the same name; after it each
    writes to one name after another.
    """
    draw = random.Random(f"{seed}:{actor}")
    calls, last = [Call("write", names[0], f"{actor}.0", draw.random() < SYNC)], dict[str, str]()
    turn = draw.randrange(len(names))
    while len(calls) < count:
        row = WRITER if number % 3 < 2 else READER
        for kinds in draw.sample(row, len(row)):
            turn += kinds in WRITES
            name = names[turn % len(names)] if kinds in WRITES else draw.choice(names)
            for place, f in enumerate(kinds.split()):
                value = f"{actor}.{len(calls)}"
                if f == "overwrite" and draw.random() < SAME_AGAIN:
                    value = last.get(name, value)
                if f in WRITES:
                    last[name] = value
                if f == "value":
                    value = draw.choice(KEYS)
                pause = place == 0 and draw.random() >= NO_PAUSE
                again = f in WRITES and len(calls) % ASKS_AGAIN == 0
                calls.append(Call(f, name, value, draw.random() < SYNC, pause, again))
    return calls[:count]


class RecordedBag:
    """A bag of the subject's whose calls are recorded: what was asked, and all that was answered, as scalars.

    Every output is made of one text, and is recorded as that text; what was written by nobody, by its digest.
    """

    def __init__(self, bag: Any, subject: Subject, recorder: Recorder) -> None:
        self._bag = bag
        self._subject = subject
        self._recorder = recorder
        self._texts: dict[str, str] = {}
        self._held: list[tuple[str, Any]] = []

    async def call(self, actor: str, call: Call) -> None:
        """As a task of an event loop."""
        if call.f in WRITES and not call.sync:
            await self._write(actor, call)
        else:
            self.call_sync(actor, call, ", did not suspend")

    def call_sync(self, actor: str, call: Call, how: str = "") -> None:
        """Writes go by write_sync. `how` stands in the detail of a write that is acknowledged: a thread can be
        overtaken in the middle of one, a task cannot.
        """
        if call.f in WRITES:
            output, options = self._output(call), _options(call)
            self._record(
                actor,
                call,
                call.value,
                lambda: self._written(call, self._bag.write_sync(call.name, output, **options), how),
            )
        elif call.f in OF_ONE_NAME:
            self._record(actor, call, None, lambda: self._read_one(call))
        else:
            self._record(actor, call, None, lambda: (self._read_all(call.f), ""))

    def read_everything(self, actor: str, names: list[str]) -> None:
        """Asks for every name in every way, for one that nobody writes too, and for the whole bag."""
        for f in OF_ONE_NAME:
            for name in (*names, UNWRITTEN):
                for key in KEYS if f == "value" else ("",):
                    self.call_sync(actor, Call(f, name, key))
        for f in OF_THE_BAG:
            self.call_sync(actor, Call(f, "*"))

    def look_again(self) -> None:
        """At every entry that `get` gave."""
        for label, entry in self._held:
            self._recorder.fingerprint(label, "later", self._entry(entry))

    async def _write(self, actor: str, call: Call) -> None:
        recorder, invoke = self._recorder, self._recorder.tick()
        writing = CountSuspensions(self._bag.write(call.name, self._output(call), **_options(call)))
        try:
            entry = await writing
        except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            recorder.operation(actor, call.f, call.name, call.value, "fail", invoke, self._error(error))
        except BaseException:
            recorder.interrupted(actor, call.f, call.name, call.value, invoke)
            raise
        else:
            detail = self._written(call, entry)[1]
            how = "suspended" if writing.count else "did not suspend"
            recorder.operation(actor, call.f, call.name, call.value, "ok", invoke, f"{detail}, {how}")

    def _record(self, actor: str, call: Call, value: Scalar, ask: Callable[[], tuple[Scalar, str]]) -> None:
        name = call.name if call.f in (*WRITES, *OF_ONE_NAME) else "*"
        invoke = self._recorder.tick()
        try:
            answer, detail = ask()
        except Stopped:
            raise  # the run is over: not the subject's
        except BaseException as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            self._recorder.operation(actor, call.f, name, value, "fail", invoke, self._error(error))
        else:
            self._recorder.operation(actor, call.f, name, answer, "ok", invoke, detail)

    def _written(self, call: Call, entry: Any, how: str = "") -> tuple[Scalar, str]:
        """What was written, and what the entry that came back says of it."""
        name, value, attempt = self._entry(entry)
        other = "" if (name, value) == (call.name, call.value) else f", with the entry of {value!r} for {name!r}"
        return call.value, f"attempt {attempt}{other}{how}"

    def _read_one(self, call: Call) -> tuple[Scalar, str]:
        bag, name = self._bag, call.name
        match call.f:
            case "has":
                return bool(bag.has(name)), ""
            case "contains":
                return name in bag, ""
            case "attempts":
                return int(bag.get_attempt_count(name)), ""
            case "value":
                return _plain(bag.get_value(name, call.value, DEFAULT)), call.value
            case "output":
                output = bag.get_output(name)
                return (None if output is None else self._text(output)), ""
        entry = bag.get(name)
        return (None, "") if entry is None else self._read_entry(name, entry)

    def _read_entry(self, asked: str, entry: Any) -> tuple[Scalar, str]:
        name, value, attempt = self._entry(entry)
        label = f"entry:get:{len(self._held)}:{asked}:{attempt}"
        self._held.append((label, entry))
        self._recorder.fingerprint(label, "read", [name, value, attempt])
        return (value if name == asked else f"{value} of {name}"), f"attempt {attempt}"

    def _read_all(self, f: str) -> Scalar:
        bag = self._bag
        if f == "len":
            return len(bag)
        if f == "keys":
            return json.dumps(list(bag.keys()))
        if f == "retries":
            return json.dumps(list(bag.get_retry_stages()))
        if f == "outputs":
            return json.dumps({name: self._text(output) for name, output in bag.outputs().items()}, sort_keys=True)
        if f == "entries":
            return json.dumps([self._entry(entry) for entry in bag.entries()])
        summary = bag.to_dict()
        entries = {name: [entry["attempt"], self._text_of(entry["data"])] for name, entry in summary["entries"].items()}
        return json.dumps([entries, summary["stage_count"], summary["total_attempts"]], sort_keys=True)

    def _output(self, call: Call) -> Any:
        data = {TEXT: call.value, NOTHING: None}
        self._texts[digest(data)] = call.value
        if call.again:
            return self._subject.name("stageflow", "StageOutput").retry("once more", data=data)
        return self._subject.output(**data)

    def _text(self, output: Any) -> str:
        return self._text_of(output.data)

    def _text_of(self, data: Any) -> str:
        found = digest(data)
        return self._texts.get(found, found)

    def _entry(self, entry: Any) -> list[Any]:
        return [str(entry.stage_name), self._text(entry.output), int(entry.attempt)]

    def _error(self, error: BaseException) -> str:
        """The kind of the error; of a conflict also the attempt that it names."""
        attempt = getattr(error, "existing_attempt", None)
        kind = kind_of(error, self._subject, ("stageflow.context", "OutputConflictError"))
        return kind + (f", attempt {attempt}" if isinstance(attempt, int) else "")


def _plain(value: Any) -> Scalar:
    return value if value is None or type(value) in (str, bool) else preview(value, PREVIEW_CHARS)


def _options(call: Call) -> dict[str, bool]:
    return {"allow_overwrite": True} if call.f == "overwrite" else {}
