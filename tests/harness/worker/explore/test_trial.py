"""How one trial ends, and who is to blame."""

import asyncio
import errno
import resource
import sys
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from harness.checks.registry import judge_trial
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event
from harness.wire import ScenarioRun, Stage
from harness.worker.__main__ import _obey
from harness.worker.adapter import Subject, SubjectMisbehaved, Unsupported
from harness.worker.explore import trial as trial_module
from harness.worker.explore.strategies import Fifo, RandomWalk, Tape
from harness.worker.explore.trial import blame, run_controlled, run_native, run_threads
from harness.worker.heads import head_of
from harness.worker.logs import LogCapture
from harness.worker.recorder import Recorder
from harness.worker.replay import replay
from harness.worker.scenarios import ASYNC_FAMILIES, THREAD_FAMILIES
from stageflow.pipeline.subpipeline import MaxDepthExceededError

Body = Callable[[ScenarioRun, Subject, Recorder], Awaitable[None]]
ORDER = ScenarioRun("p", "fake", (Stage("a", (), "act"),), checks=("no_acknowledged_write_is_lost",))
TRIAL = {"driver": "schedules", "setting": "reorder", "salt": 0, "choices": [], "seed": 1}


def code(filename: str, source: str, **names: Any) -> dict[str, Any]:
    """What `source` defines, as if it stood in the file `filename`."""
    space: dict[str, Any] = {"asyncio": asyncio, **names}
    exec(compile(source, filename, "exec"), space)
    return space


FAIL = "def fail(*args):\n    raise KeyError('x')\n"
WRAP = """
def wrap(call, *args):
    try:
        call(*args)
    except Exception as error:
        raise RuntimeError('stage failed') from error
"""
GROUP = """
def group(call, *args):
    try:
        call(*args)
    except Exception as error:
        raise ExceptionGroup('several', [error])
"""

fail_subject = code("/env/stageflow/engine.py", FAIL)["fail"]
fail_user = code("/home/me/harness_stages/load.py", FAIL)["fail"]
fail_beside = code(trial_module._HARNESS.rstrip("/") + "_of_mine/load.py", FAIL)["fail"]
fail_ours = code(trial_module._HARNESS + "worker/scenarios/x.py", FAIL)["fail"]
PLANT = trial_module._PLANTS + "core/x.py"
fail_plant = code(PLANT, FAIL)["fail"]
refuse_plant = code(PLANT, "def fail():\n    raise Refused(1, 1, None)\n", Refused=MaxDepthExceededError)["fail"]
wrap_subject = code("/env/stageflow/engine.py", WRAP)["wrap"]
wrap_ours = code(trial_module._HARNESS + "worker/scenarios/x.py", WRAP)["wrap"]
group_subject = code("/env/stageflow/engine.py", GROUP)["group"]


def unsupported() -> None:
    raise Unsupported("the subject has no stageflow.Nothing")


def raised(call: Callable[..., Any], *args: Any) -> BaseException:
    with pytest.raises(BaseException) as caught:
        call(*args)
    error = caught.value
    assert error.__traceback__ is not None
    return error


@pytest.mark.parametrize(
    ("error", "ended", "says"),
    [
        (raised(fail_subject), "error", "KeyError: 'x' (at engine.py:2 in fail)"),
        (raised(fail_user), "error", "KeyError: 'x' (at load.py:2 in fail)"),
        (raised(fail_beside), "error", "KeyError: 'x' (at load.py:2 in fail)"),
        (raised(wrap_subject, fail_user), "error", "KeyError: 'x' (at load.py:2 in fail)"),
        (raised(wrap_ours, fail_subject), "error", "KeyError: 'x' (at engine.py:2 in fail)"),
        (raised(group_subject, fail_user), "error", "KeyError: 'x' (at load.py:2 in fail)"),
        (raised(fail_ours), "harness_error", "Traceback"),
        (raised(wrap_subject, fail_ours), "harness_error", "Traceback"),
        (raised(group_subject, fail_ours), "harness_error", "Traceback"),
        (raised(wrap_subject, group_subject, fail_ours), "harness_error", "Traceback"),
        (raised(fail_plant), "harness_error", "Traceback"),
        (raised(refuse_plant), "error", "MaxDepthExceededError: run None"),
        (raised(unsupported), "unsupported", "the subject has no stageflow.Nothing"),
        (raised(wrap_subject, unsupported), "unsupported", "the subject has no stageflow.Nothing"),
        (raised(group_subject, unsupported), "unsupported", "the subject has no stageflow.Nothing"),
        (KeyError("never raised"), "error", "KeyError: 'never raised'"),
    ],
    ids=[
        "subject",
        "user",
        "user-in-a-folder-named-alike",
        "user-wrapped-by-subject",
        "subject-wrapped-by-ours",
        "user-in-a-group",
        "ours",
        "ours-wrapped",
        "ours-in-a-group",
        "ours-in-a-wrapped-group",
        "bug-of-a-plant",
        "error-of-the-subjects-kind-by-a-plant",
        "unsupported",
        "unsupported-wrapped",
        "unsupported-in-a-group",
        "no-traceback",
    ],
)
def test_who_is_to_blame(error: BaseException, ended: str, says: str) -> None:
    assert blame(error)[0] == ended
    assert blame(error)[1].startswith(says)


class Speechless(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")

    __repr__ = __str__


def test_an_error_whose_text_raises_is_told_all_the_same(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "async def body(order, subject, recorder):\n    raise Speechless\n"
    monkeypatch.setitem(ASYNC_FAMILIES, "fake", code("/home/me/stages.py", source, Speechless=Speechless)["body"])
    for outcome in (run_native(ORDER, subject, "inline"), run_controlled(ORDER, subject, Fifo(), 1)):
        assert outcome.ended == "error"
        assert outcome.detail.startswith("Speechless: (its text cannot be had: __str__ raises RuntimeError) (at ")


def test_an_unhandled_error_whose_text_raises_is_recorded(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        context = {"message": "lost", "exception": Speechless()}
        asyncio.get_running_loop().call_exception_handler(context)

    monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)
    (event,) = run_controlled(ORDER, subject, Fifo(), 1).recorder.records
    assert isinstance(event, Event)
    assert str(event.fields["error"]).startswith("Speechless: (its text cannot be had")


def test_errors_that_cause_each_other_come_to_an_end() -> None:
    one, two = KeyError("one"), KeyError("two")
    one.__cause__, two.__cause__ = two, one
    assert blame(one) == ("error", "KeyError: 'two'")


@pytest.mark.parametrize(
    "error",
    [raised(wrap_subject, code("/home/me/stages.py", FAIL)["fail"]), raised(fail_user)],
    ids=["wrapped-by-the-subject", "bare"],
)
def test_without_a_worker_nobody_knows_the_missions_folder(error: BaseException) -> None:
    assert blame(error)[0] == "error"


STAGE = code("/m/stages.py", "def stage(call, *args):\n    call(*args)\n")["stage"]


@pytest.mark.parametrize(
    ("error", "ended"),
    [
        (raised(wrap_subject, code("/m/load.py", FAIL)["fail"]), "stage_error"),
        (raised(wrap_subject, STAGE, code("/lib/python3/json.py", FAIL)["fail"]), "stage_error"),
        (raised(wrap_subject, STAGE, code("/m/.venv/lib/site-packages/dep.py", FAIL)["fail"]), "stage_error"),
        (raised(STAGE, fail_subject), "error"),
        (raised(fail_subject), "error"),
        (raised(code("/m2/load.py", FAIL)["fail"]), "error"),
    ],
    ids=["stage", "library", "library-in-the-folder", "subject-called-by-stage", "subject", "folder-named-alike"],
)
def test_a_stage_of_the_mission_is_told_from_the_subject(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, ended: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/env:/shared:/m")
    assert blame(error)[0] == ended


class Named(Exception):
    """As a subject wraps what a stage raised."""

    def __init__(self, stage: object) -> None:
        self.stage = stage


class Boobytrapped(Exception):
    @property
    def stage(self) -> str:
        raise AssertionError("code of the subject was run")


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (Named("till"), ", stage till)"),
        (Named(7), " in fail)"),
        (Boobytrapped(), " in fail)"),
        (Named("a\x1b"), "a\x1b)"),
    ],
    ids=["named", "no-name", "not-called", "as-it-is"],
)
def test_a_stage_that_raised_is_named_where_the_subject_names_it(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, named: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/env:/shared:/m")
    error.__cause__ = raised(code("/m/load.py", FAIL)["fail"])
    assert blame(error)[1].startswith("KeyError: 'x' (at load.py:2 in fail")
    assert blame(error)[1].endswith(named)


DRIVE = """
class Driven:
    def __init__(self, stage):
        self.stage = stage

    def __await__(self):
        work = self.stage()
        step, argument = work.send, None
        while True:
            try:
                waits_for = step(argument)
            except StopIteration as stop:
                return stop.value
            try:
                step, argument = work.send, (yield waits_for)
            except BaseException as error:
                step, argument = work.throw, error

async def by_hand(stage):
    return await Driven(stage)

async def plainly(stage):
    return await stage()
"""
WAITS = """
async def for_a_future():
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_exception, KeyError('mine'))
    await future

async def too_long():
    async with asyncio.timeout(0.001):
        await asyncio.sleep(1)

async def too_long_for():
    await asyncio.wait_for(asyncio.sleep(1), 0.001)
"""


@pytest.mark.parametrize("engine", ["by_hand", "plainly"])
@pytest.mark.parametrize("stage", ["for_a_future", "too_long", "too_long_for"])
@pytest.mark.parametrize(("file", "ended"), [("/m/load.py", "stage_error"), ("/env/stageflow/stages.py", "error")])
def test_an_error_is_of_who_waited_for_it_not_of_who_drove_the_stage(
    monkeypatch: pytest.MonkeyPatch, engine: str, stage: str, file: str, ended: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/env:/shared:/m")
    drive = code("/env/stageflow/stage_call.py", DRIVE)[engine]
    said = blame(raised(asyncio.run, drive(code(file, WAITS)[stage])))
    assert said[0] == ended and "stage_call" not in said[1]
    assert said[1].startswith("KeyError: 'mine'" if stage == "for_a_future" else "TimeoutError: ")


class _Graph:
    def __init__(self, run: Callable[..., Any]) -> None:
        self.run = run


def gives(value: object) -> Callable[[object], Awaitable[object]]:
    async def run(ctx: object) -> object:
        return value

    return run


class Unreadable(dict[str, object]):
    def items(self) -> Any:
        raise KeyError("items")


MISBEHAVIOUR: dict[str, tuple[object, str]] = {
    "none": (_Graph(gives(None)), "run() gave NoneType"),
    "dicts": (_Graph(gives({"a": {"value": 1}})), "run() gave dict for stage 'a'"),
    "number": (_Graph(gives({1: 2})), "run() gave a result whose name is int"),
    "data": (_Graph(gives({"a": SimpleNamespace(status=SimpleNamespace(value="ok"), data=1)})), "whose data is no"),
    "unreadable": (_Graph(gives(Unreadable(a=1))), "what run() gave cannot be read: KeyError"),
    "not-awaitable": (_Graph(lambda ctx: {}), "run() gave dict, expected an awaitable"),
    "no-context": (_Graph(lambda: None), "run(ctx) of the built pipeline cannot be called"),
    "no-graph": (None, "run(ctx) of the built pipeline cannot be called"),
}


@pytest.mark.parametrize("case", MISBEHAVIOUR)
def test_what_run_gives_is_the_subjects_error_and_not_ours(
    subject: Subject, family: Callable[[Body], None], case: str
) -> None:
    graph, says = MISBEHAVIOUR[case]

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        await subject.run(graph, None)

    family(body)
    for outcome in (run_native(ORDER, subject, "inline"), run_controlled(ORDER, subject, Fifo(), 1)):
        assert (outcome.ended, says in outcome.detail) == ("error", True), outcome.detail


def test_what_a_run_raises_goes_through_as_it_is(subject: Subject) -> None:
    with pytest.raises(KeyError):
        asyncio.run(subject.run(_Graph(fail_subject), None))


def test_misbehaviour_in_a_child_run_is_the_subjects_all_the_same() -> None:
    def misbehave() -> None:
        raise SubjectMisbehaved("run() gave NoneType")

    assert blame(raised(wrap_subject, misbehave)) == ("error", "SubjectMisbehaved: run() gave NoneType")


@pytest.fixture
def family(monkeypatch: pytest.MonkeyPatch) -> Callable[[Body], None]:
    """Puts a body in the place of the family `fake`."""
    return lambda body: monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)


async def three_tasks(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    async def task(name: str) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
            recorder.event("step", task=name)

    await asyncio.gather(*(task(n) for n in "abc"))
    recorder.result("run", "a", "ok", 1)


def outside(source: str) -> Body:
    """An async `body` that does not stand in the harness."""
    body: Body = code("/home/me/stages.py", source)["body"]
    return body


ENDS: dict[str, tuple[str, str, str]] = {
    "completed": ("async def body(order, subject, recorder):\n    await asyncio.sleep(1)\n", "completed", ""),
    "error": (
        "async def body(order, subject, recorder):\n    raise KeyError('x')\n",
        "error",
        "KeyError: 'x' (at stages.py:2 in body)",
    ),
    "cancelled": (
        "async def body(order, subject, recorder):\n    asyncio.current_task().cancel()\n    await asyncio.sleep(0)\n",
        "error",
        "CancelledError: ",
    ),
    "deadlock": (
        "async def body(order, subject, recorder):\n    await asyncio.get_running_loop().create_future()\n",
        "deadlock",
        "nothing can go on: main at stages.py:2 in body",
    ),
    "real-io": (
        "async def body(order, subject, recorder):\n    await asyncio.open_connection('localhost', 1)\n",
        "refused_io",
        "loop.create_connection() reaches outside of the loop",
    ),
}


@pytest.mark.parametrize("case", ENDS)
def test_how_a_controlled_trial_ends(subject: Subject, family: Callable[[Body], None], case: str) -> None:
    source, ended, says = ENDS[case]
    family(outside(source))
    outcome = run_controlled(ORDER, subject, Fifo(), 1)
    assert outcome.ended == ended
    assert outcome.detail.startswith(says)
    assert (outcome.outcome == ended) is (ended != "completed")


@pytest.mark.parametrize("case", ["completed", "error", "cancelled"])
@pytest.mark.parametrize("engine", ["inline", "tasks"])
def test_how_a_native_trial_ends(subject: Subject, family: Callable[[Body], None], case: str, engine: str) -> None:
    source, ended, says = ENDS[case]
    family(outside(source.replace("sleep(1)", "sleep(0)")))
    outcome = run_native(ORDER, subject, engine)
    assert (outcome.ended, outcome.driver, outcome.engine) == (ended, "native", engine)
    assert outcome.detail.startswith(says)


def test_a_scenario_that_lacks_something_is_unsupported(subject: Subject, family: Callable[[Body], None]) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        subject.name("stageflow", "NoSuchThing")

    family(body)
    outcome = run_controlled(ORDER, subject, Fifo(), 1)
    assert (outcome.ended, outcome.detail) == ("unsupported", "the subject has no stageflow.NoSuchThing")


def test_how_a_thread_trial_ends(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(THREAD_FAMILIES, "fake", lambda order, subject, recorder: fail_subject())
    outcome = run_threads(ORDER, subject)
    assert (outcome.driver, outcome.ended) == ("threads", "error")


def test_the_engine_is_told_which_way_to_run(subject: Subject, family: Callable[[Body], None]) -> None:
    seen = list[bool]()

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        seen.append(bool(getattr(asyncio.get_running_loop(), "one_task_per_stage", False)))

    family(body)
    run_native(ORDER, subject, "inline")
    run_native(ORDER, subject, "tasks")
    run_controlled(ORDER, subject, Fifo(), 1)
    assert seen == [False, True, True]


def test_a_tape_replays_a_trial_to_the_letter(subject: Subject, family: Callable[[Body], None]) -> None:
    family(three_tasks)
    for seed in range(20):
        first = run_controlled(ORDER, subject, RandomWalk(seed), seed)
        again = run_controlled(ORDER, subject, Tape(first.schedule.choices), seed)
        assert again.ended == "completed"
        assert (again.recorder.records, again.schedule.choices, again.schedule.steps) == (
            first.recorder.records,
            first.schedule.choices,
            first.schedule.steps,
        )
        assert again.outcome == first.outcome


def test_the_outcome_does_not_depend_on_the_order_of_results(subject: Subject, family: Callable[[Body], None]) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        async def task(name: str) -> None:
            await asyncio.sleep(0)
            recorder.result("run", name, "ok", name)

        await asyncio.gather(*(task(n) for n in "abcd"))

    family(body)
    outcomes = [run_controlled(ORDER, subject, RandomWalk(seed), seed) for seed in range(20)]
    assert len({o.outcome for o in outcomes}) == 1
    assert len({tuple(map(repr, o.recorder.records)) for o in outcomes}) > 5


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: c[:3], "the schedule ends after 3 choices"),
        (lambda c: (*c, 0, 0), "the run ended (completed) before the schedule did, at choice "),
        (lambda c: (99, *c[1:]), "choice 0 asks for option 99"),
    ],
    ids=["ends-early", "not-used-up", "no-such-handle"],
)
def test_a_tape_that_does_not_fit_is_diverged(
    subject: Subject, family: Callable[[Body], None], change: Callable[[Any], Any], says: str
) -> None:
    family(three_tasks)
    choices = run_controlled(ORDER, subject, RandomWalk(3), 3).schedule.choices
    outcome = run_controlled(ORDER, subject, Tape(change(choices)), 3)
    assert outcome.ended == "diverged"
    assert outcome.detail.startswith(says)
    token = {**TRIAL, "choices": list(change(choices)), "seed": 3}
    assert replay(ORDER, token, "run_ends", subject)["result"] == "diverged"


def test_a_run_that_fails_before_its_schedule_ends_is_diverged(
    subject: Subject, family: Callable[[Body], None]
) -> None:
    family(outside(ENDS["error"][0]))
    outcome = run_controlled(ORDER, subject, Tape((0, 0)), 1)
    assert (outcome.ended, outcome.detail) == (
        "diverged",
        "the run ended (error) before the schedule did, at choice 0",
    )


@pytest.mark.parametrize(
    ("token", "driver"),
    [
        (TRIAL, "schedules"),
        ({"driver": "native", "engine": "tasks"}, "native"),
    ],
    ids=["schedules", "native"],
)
def test_replay_says_whether_the_check_fails_again(
    subject: Subject, family: Callable[[Body], None], token: dict[str, Any], driver: str
) -> None:
    family(outside(ENDS["error"][0]))
    answer = replay(ORDER, token, "run_ends", subject)
    assert (answer["result"], answer["verdict"]) == ("reproduced", "FAIL")
    assert answer["witness"] == ["KeyError: 'x' (at stages.py:2 in body)"]
    family(outside(ENDS["completed"][0].replace("sleep(1)", "sleep(0)")))
    answer = replay(ORDER, token, "run_ends", subject)
    assert (answer["result"], answer["verdict"], answer["witness"]) == ("not reproduced", "PASS", [])


def test_replay_of_a_thread_trial(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(THREAD_FAMILIES, "fake", lambda order, subject, recorder: fail_subject())
    assert replay(ORDER, {"driver": "threads"}, "run_ends", subject)["result"] == "reproduced"


def test_a_vacuous_verdict_is_not_reproduced(subject: Subject, family: Callable[[Body], None]) -> None:
    family(outside(ENDS["completed"][0]))
    answer = replay(ORDER, TRIAL, ORDER.checks[0], subject)
    assert (answer["result"], answer["verdict"]) == ("not reproduced", "VACUOUS")


def test_a_head_tells_all_of_a_trial(subject: Subject, family: Callable[[Body], None]) -> None:
    family(three_tasks)
    outcome = run_controlled(ORDER, subject, RandomWalk(3), 3)
    head = head_of(outcome, len(outcome.recorder.records), {"run_ends": "PASS"})
    assert (head.driver, head.strategy, head.engine, head.seed) == ("schedules", "random", "tasks", 3)
    assert tuple(head.choices) == outcome.schedule.choices
    assert judge_trial(TrialEvidence(ORDER, head, outcome.recorder.records), ())["run_ends"].outcome == 0


def test_a_replay_in_which_the_harness_breaks_down_says_so(
    subject: Subject, family: Callable[[Body], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "async def body(order, subject, recorder):\n    raise KeyError('ours')\n"
    family(code(trial_module._HARNESS + "worker/scenarios/x.py", source)["body"])
    answer = replay(ORDER, {"driver": "native", "engine": "tasks"}, "run_ends", subject)
    assert "KeyError: 'ours'" in answer["bug"]
    frames = list[dict[str, Any]]()
    trial = {"driver": "native", "engine": "tasks"}
    order = {
        "cmd": "replay",
        "scenario": ORDER.to_json(),
        "trial": trial,
        "check": "run_ends",
        "other_subject": False,
        "log": False,
    }
    _obey(order, subject, LogCapture(), frames.append)
    assert [f["t"] for f in frames] == ["bug", "replayed"]


def test_a_thread_that_our_own_code_breaks_is_ours(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others write on: what the broken one was to write is not there, and the subject has lost nothing."""
    refuse = code(trial_module._HARNESS + "worker/scenarios/x.py", "def refuse():\n    raise RuntimeError('busy')\n")
    real, refusing = sys.settrace, [refuse["refuse"]]
    monkeypatch.setattr(sys, "settrace", lambda function: refusing.pop()() if refusing else real(function))
    order = ScenarioRun("p", "thread_writes", (), {"writers": 2, "writes": 1}, drivers=("threads",))
    outcome = run_threads(order, subject)
    assert outcome.ended == "harness_error"
    assert "RuntimeError: busy" in outcome.detail


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (MemoryError(), "MemoryError: a worker may take 3 GiB of memory (STAGEFLOW_STRESS_MEMORY_GIB sets another"),
        (
            OSError(errno.EMFILE, "Too many"),
            "OSError: [Errno 24] Too many; a worker may take 99 open files (STAGEFLOW",
        ),
    ],
    ids=["memory", "files"],
)
def test_what_a_limit_refuses_is_no_error_of_ours_wherever_it_is_missed(
    error: Exception, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_ours = code(trial_module._HARNESS + "worker/scenarios/x.py", "def fail(error):\n    raise error\n")["fail"]
    raise_subjects = code("/env/stageflow/engine.py", "def fail(error):\n    raise error\n")["fail"]
    with pytest.raises(type(error)) as caught:
        raise_ours(error)
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert blame(caught.value)[0] == "harness_error", "nothing limits this process"
    soft = {resource.RLIMIT_DATA: 6 * 2**30, resource.RLIMIT_NOFILE: 99}
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (soft[kind], soft[kind]))
    ended, detail = blame(caught.value)
    assert ended == "limited"
    assert detail.startswith(says)
    with pytest.raises(type(error)) as caught:
        raise_subjects(type(error)(*error.args))
    assert blame(caught.value)[0] == "error", "who holds them may well have taken them"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_a_limit_brings_down_has_lost_nothing_of_the_subjects(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = code(trial_module._HARNESS + "x.py", "def refuse(): raise OSError(24, 'Too many open files')")["refuse"]
    monkeypatch.setattr(asyncio, "new_event_loop", refused)
    order = ScenarioRun("p", "thread_writes", (), {"writers": 2, "writes": 1}, drivers=("threads",))
    outcome = run_threads(order, subject)
    assert outcome.ended == "limited"
    assert "open files (STAGEFLOW_STRESS_OPEN_FILES sets another limit)" in outcome.detail
