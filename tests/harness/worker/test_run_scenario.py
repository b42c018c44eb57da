"""All trials of a scenario: what is counted, what is stored, when it stops."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from harness.catalogue.checks import ASSUMPTIONS
from harness.checks.registry import ALL
from harness.checks.verdict import CheckSpec, Verdict
from harness.evidence.records import LogLine, Trial, from_json
from harness.wire import ScenarioRun, decode, encode
from harness.worker.__main__ import _encoded
from harness.worker.adapter import Subject, Unsupported
from harness.worker.logs import LogCapture
from harness.worker.recorder import Recorder
from harness.worker.run_scenario import ScenarioRunner
from harness.worker.scenarios import ASYNC_FAMILIES, THREAD_FAMILIES
from harness.worker.tally import FAILING_STORED_MAX, OUTCOMES_STORED_MAX, Tally
from harness.worker.trials import derive_seed

LOST = "no_acknowledged_write_is_lost"
ORDER = ScenarioRun("p", "fake", (), checks=(LOST,), drivers=("native", "schedules"), iterations=2, trials=100, seed=5)
Body = Callable[[ScenarioRun, Subject, Recorder], Awaitable[None]]


class Ran:
    """The frames of a scenario, sorted."""

    def __init__(self, frames: list[dict[str, Any]]) -> None:
        self.frames = [decode(encode(f)) for f in frames]
        self.done = next(f for f in self.frames if f["t"] == "done")
        self.lines = [line for f in self.frames if f["t"] == "records" for line in f["lines"]]
        self.bugs = [f["text"] for f in self.frames if f["t"] == "bug"]

    @property
    def heads(self) -> dict[int, Trial]:
        heads = {line["tr"]: from_json(line) for line in self.lines if line["k"] == "trial"}
        return {number: head for number, head in heads.items() if isinstance(head, Trial)}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, subject: Subject, root_logger: logging.Logger) -> Callable[..., Ran]:
    def run(body: Body, order: ScenarioRun = ORDER, until: tuple[str, ...] = ()) -> Ran:
        monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)
        logs, frames = LogCapture(), list[dict[str, Any]]()
        logs.install()
        ScenarioRunner(order, subject, logs, frames.append, list(until)).run()
        assert frames[-1]["t"] == "done"
        return Ran(frames)

    return run


def racing(lose: Callable[[list[str]], bool]) -> Body:
    """Two tasks that write; where `lose` says so of their order, the first one's write is missing from the read."""

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        ended = list[str]()

        async def write(name: str) -> None:
            invoke = recorder.tick()
            for _ in range(3):
                await asyncio.sleep(0)
            ended.append(name)
            recorder.operation(name, "write", name, f"v-{name}", "ok", invoke, "suspended")

        await asyncio.gather(write("a"), write("b"), write("c"))
        for name in ended[1:] if lose(ended) else ended:
            recorder.operation("final", "read", name, f"v-{name}", "ok", recorder.tick())
        recorder.event("final_read", entries=len(ended))
        recorder.result("run", "a", "ok", ended[-1])
        logging.getLogger("subject").debug("one")
        logging.getLogger("subject").warning("two")

    return body


never = racing(lambda ended: False)
always = racing(lambda ended: True)
sometimes = racing(lambda ended: ended != sorted(ended))


def test_everything_is_counted(run: Callable[..., Ran]) -> None:
    done = run(never).done
    counts = {k: done[k] for k in ("trials", "native", "explored", "operations")}
    assert counts == {"trials": 104, "native": 4, "explored": 100, "operations": 104 * 6}
    assert {name: done["checks"][name] for name in ASSUMPTIONS} == {name: {"PASS": 104} for name in ASSUMPTIONS}
    assert done["checks"][LOST] == {"PASS": 69, "VACUOUS": 35}  # PCT often runs one stage to its end at a time
    assert done["first_fail"] == {}
    assert done["distinct_schedules"] > 75
    assert done["distinct_outcomes"] == len(done["outcomes"]) == 3
    assert sum(done["outcomes"].values()) == 104
    assert done["settings"] == {"native": 5, "latency": 11, "reorder": 88}
    assert 0 < done["pairs_both"] <= done["pairs"]
    assert done["unrepeatable"] == "" and done["failing"] == {}


def test_native_trials_the_first_explored_ones_and_a_sample_are_stored(run: Callable[..., Ran]) -> None:
    ran = run(never)
    assert sorted(ran.heads) == [0, 1, 2, 3, 4, 5, 50, 100]
    assert ran.done["stored"] == 8
    engines = [(ran.heads[n].driver, ran.heads[n].strategy, ran.heads[n].engine) for n in range(6)]
    assert engines == [
        ("schedules", "native", "tasks"),
        ("native", "native", "inline"),
        ("native", "native", "tasks"),
        ("native", "native", "inline"),
        ("native", "native", "tasks"),
        ("schedules", "pct3", "tasks"),
    ]


def test_a_stored_trial_announces_its_records_and_holds_what_was_logged(run: Callable[..., Ran]) -> None:
    ran = run(never)
    for number, head in ran.heads.items():
        records = [from_json(line) for line in ran.lines if line["tr"] == number]
        logged = [r.message for r in records if isinstance(r, LogLine)]
        assert head.records == len(records) - len(logged) - 1
        assert logged.count("two") == 1 and ("one" in logged)
        assert head.verdicts.keys() == {*ASSUMPTIONS, LOST}
        assert set(head.verdicts.values()) <= {"PASS", "VACUOUS"}
        assert [line["seq"] for line in ran.lines if line["tr"] == number] == list(range(len(records)))


def test_every_line_that_is_logged_is_counted(run: Callable[..., Ran]) -> None:
    levels = run(never).done["levels"]
    assert levels["WARNING"] == 104
    assert levels["DEBUG"] >= 8


def test_storing_of_failing_trials_is_bounded(run: Callable[..., Ran]) -> None:
    ran = run(always)
    assert ran.done["checks"][LOST] == {"FAIL": 104}
    assert ran.done["first_fail"] == {LOST: 0}
    sampled = {50, 100}
    assert FAILING_STORED_MAX <= len(ran.heads) <= 6 + FAILING_STORED_MAX + len(sampled)
    assert ran.done["stored"] == len(ran.heads)


def test_the_first_failing_trial_is_stored_with_its_schedule(run: Callable[..., Ran]) -> None:
    ran = run(sometimes)
    first = ran.done["first_fail"][LOST]
    assert first > 3
    head = ran.heads[first]
    assert (head.verdicts[LOST], head.strategy) == ("FAIL", "pct3")
    assert len(head.choices) > 3
    counts = ran.done["checks"][LOST]
    assert counts["FAIL"] + counts["PASS"] + counts["VACUOUS"] == 104
    failing = [n for n, head in ran.heads.items() if head.verdicts[LOST] == "FAIL"]
    stored_anyhow = {0, 5, 50, 100}  # the first two explored ones, and the sample
    assert FAILING_STORED_MAX <= len(failing) <= FAILING_STORED_MAX + len(stored_anyhow)


@pytest.mark.parametrize(
    ("body", "until", "trials"),
    [(always, (LOST,), 1), (never, (LOST,), 104), (always, (LOST, "run_ends"), 104), (always, (), 104)],
    ids=["failed-at-once", "never-failed", "one-of-two-failed", "no-until"],
)
def test_until_stops_early(run: Callable[..., Ran], body: Body, until: tuple[str, ...], trials: int) -> None:
    assert run(body, until=until).done["trials"] == trials


@pytest.mark.parametrize(
    "error", [Unsupported("no OutputBag"), RuntimeError("of a stage")], ids=["unsupported", "error"]
)
def test_what_cannot_change_is_not_tried_again(run: Callable[..., Ran], error: Exception) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        raise error

    ran = run(body)
    assert ran.heads[0].ended in ("unsupported", "error")
    assert ran.done["trials"] == (1 if isinstance(error, Unsupported) else 104)


def test_a_trial_under_way_is_announced_where_a_crash_could_hide_it(run: Callable[..., Ran]) -> None:
    ran = run(never)
    assert [(f["tr"], f["driver"]) for f in ran.frames if f["t"] == "trial"] == [(n, "native") for n in range(1, 5)]


def test_what_deadlocks_in_native_order_under_control_is_not_run_where_it_would_hang(run: Callable[..., Ran]) -> None:
    async def waits(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        await asyncio.Event().wait()

    ran = run(waits, replace(ORDER, trials=5))
    assert {head.ended for head in ran.heads.values()} == {"deadlock"}
    assert (ran.done["trials"], ran.done["native"]) == (5, 0)


def test_one_schedule_with_two_outcomes_is_told_whenever_it_shows(run: Callable[..., Ran]) -> None:
    trials = iter(range(10_000))

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        recorder.result("run", "a", "ok", next(trials) >= 20)

    ran = run(body, replace(ORDER, drivers=("schedules",), trials=40))
    assert "one schedule gave" in ran.done["unrepeatable"]


def test_a_check_that_raises_is_a_bug_and_the_others_count(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(evidence: object) -> Verdict:
        raise KeyError("stage")

    monkeypatch.setitem(ALL, "one_writer_wins", CheckSpec("one_writer_wins", broken))
    ran = run(never, replace(ORDER, checks=(LOST, "one_writer_wins"), trials=3))
    assert len(ran.bugs) == 7
    assert "check one_writer_wins raised" in ran.bugs[0]
    assert ran.done["checks"][LOST] == {"PASS": 7}
    assert ran.done["checks"]["one_writer_wins"] == {"UNKNOWN": 7}


def test_vacuous_trials_are_counted_apart(run: Callable[..., Ran]) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        recorder.event("final_read", entries=0)

    assert run(body).done["checks"][LOST] == {"VACUOUS": 104}


def test_checks_over_several_trials_are_the_parents(run: Callable[..., Ran]) -> None:
    order = replace(ORDER, checks=(LOST, "outcome_is_the_same_under_every_schedule", "worker_survives", "run_ends"))
    assert set(run(never, order).done["checks"]) == {*ASSUMPTIONS, LOST}


def test_a_trial_in_which_a_stage_raised_is_stored_and_told_among_however_many_outcomes() -> None:
    tally = Tally(replace(ORDER, checks=("outcome_is_the_same_under_every_schedule",)))
    several = [f"{number:016x}" for number in range(30)]
    stored = list[bool]()
    for outcome in (*several, *several, "stage_error", "stage_error"):
        tally._outcomes[outcome] += 1
        stored.append(tally.take_outcome_slot(outcome))
    assert [sum(stored[:30]), sum(stored[30:60]), stored[60:]] == [OUTCOMES_STORED_MAX, 0, [True, False]]
    assert tally.to_json()["outcomes"]["stage_error"] == 2


def test_the_same_seed_gives_the_same_counts(run: Callable[..., Ran]) -> None:
    first, again, other = run(sometimes).done, run(sometimes).done, run(sometimes, replace(ORDER, seed=6)).done
    for done in (first, again, other):
        del done["metrics"]["duration_us"]  # measured by the clock
    assert first == again != other


def test_metrics_are_summed_up_over_all_trials(run: Callable[..., Ran]) -> None:
    done = run(never).done
    metrics = done["metrics"]
    assert metrics["operations"]["count"] == done["trials"]
    assert metrics["operations"]["sum"] == done["operations"]
    assert (metrics["steps"]["count"], metrics["duration_us"]["count"]) == (done["explored"], done["native"])
    assert metrics["steps"]["min"] > 0


def test_thread_trials_are_run_as_often_as_asked(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Counter[str]()
    monkeypatch.setitem(THREAD_FAMILIES, "fake", lambda order, subject, recorder: calls.update(["ran"]))
    done = run(never, replace(ORDER, drivers=("threads",), iterations=3)).done
    assert (calls["ran"], done["trials"], done["explored"]) == (3, 3, 0)


def test_seeds_depend_on_root_name_and_index_and_fit_into_a_record() -> None:
    seeds = {derive_seed(root, name, i) for root in range(5) for name in ("p", "q") for i in range(100)}
    assert len(seeds) == 1000
    assert max(seeds) < 2**53
    assert derive_seed(0, "p", 1) == 1190916299911177  # on every machine


def frames_of(frame: dict[str, Any]) -> list[dict[str, Any]]:
    return [json.loads(data) for data in _encoded(frame)]


def test_a_frame_that_is_too_long_is_sent_in_parts() -> None:
    lines = [{"n": i, "text": "x" * 1_000_000} for i in range(20)]
    frames = frames_of({"t": "records", "lines": lines})
    assert len(frames) > 2
    assert [line for frame in frames for line in frame["lines"]] == lines


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        ({"t": "records", "sc": "p", "lines": [{"text": "x" * 9_000_000}]}, "WireError: frame of 9000"),
        ({"t": "done", "sc": "p", "what": object()}, "TypeError: Object of type object"),
        ({"t": "done", "sc": "p", "what": float("nan")}, "ValueError: Out of range float values"),
    ],
    ids=["one-record-too-long", "no-json", "nan"],
)
def test_a_frame_that_cannot_be_one_is_a_bug_of_ours(frame: dict[str, Any], says: str) -> None:
    (bug,) = frames_of(frame)
    assert (bug["t"], bug["sc"]) == ("bug", "p")
    assert bug["text"].startswith(says)
