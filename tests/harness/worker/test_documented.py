"""An error of a subclass of a documented class is recorded as the documented one, in every family."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from harness.checks.bag_model import is_conflict
from harness.evidence.records import Event, Operation
from harness.wire import Stage
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Fifo
from harness.worker.explore.trial import run_controlled
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag_calls import Call, RecordedBag
from harness.worker.scenarios.documented import kind_of
from harness.worker.scenarios.input_probes import read_inputs
from tests.harness.worker.test_scenarios_of_runs import ORDERS, events, words

CONFLICT = ("stageflow.context", "OutputConflictError")
KEY, LOOKUP = ("builtins", "KeyError"), ("builtins", "LookupError")


def narrower(kind: type[BaseException], name: str = "Narrower") -> Any:
    """An error of a subclass, made without the arguments of its class."""
    made: type[BaseException] = type(name, (kind,), {})
    return made.__new__(made)


@pytest.mark.parametrize(
    ("error", "documented", "expected"),
    [
        (KeyError("k"), [KEY], "KeyError"),
        (narrower(KeyError), [KEY], "KeyError"),
        (narrower(KeyError), [LOOKUP, KEY], "KeyError"),
        (IndexError(), [LOOKUP, KEY], "LookupError"),
        (narrower(ValueError), [KEY], "Narrower"),
        (narrower(ValueError, "KeyError_"), [KEY], "KeyError_"),
        (narrower(KeyError), [("stageflow", "NoSuchError"), ("nowhere", "KeyError")], "Narrower"),
        (None, [KEY], "NoneType"),
    ],
    ids=["itself", "subclass", "nearest", "wider", "another", "like-named", "unknown-to-the-subject", "nothing"],
)
def test_the_kind_of_an_error(
    error: BaseException | None, documented: list[tuple[str, str]], expected: str, subject: Subject
) -> None:
    assert kind_of(error, subject, *documented) == expected


class Refusing:
    """A bag that refuses every write."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def write_sync(self, name: str, output: Any, allow_overwrite: bool = False) -> Any:
        raise self.error


@pytest.mark.parametrize("documented", [True, False], ids=["documented", "another"])
def test_a_narrower_conflict_is_a_conflict(documented: bool, subject: Subject) -> None:
    error = narrower(subject.name(*CONFLICT) if documented else ValueError)
    error.existing_attempt = 2
    recorder = Recorder()
    RecordedBag(Refusing(error), subject, recorder).call_sync("a", Call("write", "n", "v", sync=True))
    (write,) = [r for r in recorder.records if isinstance(r, Operation)]
    assert write.detail == ("OutputConflictError" if documented else "Narrower") + ", attempt 2"
    assert is_conflict(write) is documented


def raising(monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], None]) -> None:
    """Errors of runs are changed before their callers get them."""
    run = Subject.run

    async def changed(self: Subject, graph: Any, ctx: Any) -> Mapping[str, Any]:
        try:
            return await run(self, graph, ctx)
        except Exception as error:
            change(error)
            raise

    monkeypatch.setattr(Subject, "run", changed)


def narrow(error: Any) -> None:
    error.__class__ = type("Narrower", (type(error),), {})


def foreign(error: Any) -> None:
    error.__class__ = type("Foreign", (Exception,), {})


def narrow_cause(error: Any) -> None:
    error.__cause__ = narrower(type(error.__cause__))


def foreign_cause(error: Any) -> None:
    error.__cause__ = narrower(ValueError)


@pytest.mark.parametrize(
    ("pipeline", "check", "change", "expected"),
    [
        ("overlapping", "each_run_ends_in_its_own_way", narrow, "PASS"),
        ("overlapping", "each_run_ends_in_its_own_way", foreign, "FAIL"),
        ("late_stage", "a_timed_out_stage_is_stopped", narrow_cause, "PASS"),
        ("late_stage", "a_timed_out_stage_is_stopped", foreign_cause, "FAIL"),
    ],
    ids=["ending", "another-ending", "cause", "another-cause"],
)
def test_a_run_that_ends_in_a_narrower_error_ends_as_documented(
    pipeline: str,
    check: str,
    change: Callable[[Any], None],
    expected: str,
    subject: Subject,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raising(monkeypatch, change)
    outcome = run_controlled(ORDERS[pipeline], subject, Fifo(), 1)
    assert words(ORDERS[pipeline], outcome)[check].name == expected
    assert events(outcome, "run_settled" if pipeline == "overlapping" else "run_ended")


class Inputs:
    """Answers as it is documented, but that every error is `made` from the documented one."""

    def __init__(self, subject: Subject, made: Callable[[type[BaseException]], BaseException]) -> None:
        self.undeclared = subject.name("stageflow", "UndeclaredDependencyError")
        self.made = made

    def get_from(self, stage: str, key: Any, default: Any = None) -> Any:
        if stage != "a":
            raise self.made(self.undeclared)
        return self.get(key, default)

    def require_from(self, stage: str, key: str) -> Any:
        if self.get_from(stage, key) is None:
            raise self.made(KeyError)

    def has_output(self, stage: str) -> bool:
        return bool(self.get_from(stage, "any"))

    def get_output(self, stage: str) -> Any:
        return self.get_from(stage, "any")

    def get(self, key: Any, default: Any = None) -> Any:
        if not key:
            raise self.made(TypeError if key is None else ValueError)
        return default


@pytest.mark.parametrize("made", [narrower, lambda _: narrower(RuntimeError)], ids=["narrower", "another"])
def test_inputs_that_raise_narrower_errors_answer_as_documented(
    made: Callable[[type[BaseException]], BaseException], subject: Subject
) -> None:
    recorder = Recorder()
    read_inputs(Stage("b", ("a",), "act"), ["c"], Inputs(subject, made), "run", recorder, subject)
    reads = [SimpleNamespace(**r.fields) for r in recorder.records if isinstance(r, Event) and r.name == "input_read"]
    raised = [r for r in reads if r.expected.startswith("raises")]
    assert {r.expected.split()[1] for r in raised} == {
        "UndeclaredDependencyError",
        "KeyError",
        "TypeError",
        "ValueError",
    }
    assert {r.got == r.expected for r in raised} == {made is narrower}
    assert all(r.got == r.expected for r in reads if r not in raised)


def test_a_missing_key_that_is_answered_like_an_undeclared_stage_is_not_answered_as_documented(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    undeclared = type("UndeclaredDependencyError", (KeyError,), {})
    monkeypatch.setattr("stageflow.UndeclaredDependencyError", undeclared)
    recorder, always = Recorder(), Inputs(subject, lambda _: undeclared())
    read_inputs(Stage("b", ("a",), "act"), ["c"], always, "run", recorder, subject)
    reads = [r.fields for r in recorder.records if isinstance(r, Event) and r.name == "input_read"]
    right = {r["expected"] for r in reads if r["got"] == r["expected"] and str(r["expected"]).startswith("raises")}
    assert right == {"raises UndeclaredDependencyError"}
    assert {r["got"] for r in reads if r["expected"] == "raises KeyError"} == {"raises UndeclaredDependencyError"}
