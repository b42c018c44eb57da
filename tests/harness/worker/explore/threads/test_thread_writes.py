"""The thread_writes family under control: the bundled bag is clean, the same bag without its lock is not."""

import contextlib
import functools
from collections.abc import Callable
from typing import Any

import pytest

from harness.evidence.records import Operation
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk, Tape
from harness.worker.explore.threads import Granularity, ThreadRun, adopted, run_threads
from harness.worker.recorder import Recorder
from harness.worker.scenarios import thread_writes
from harness.worker.scenarios.thread_writes import controlled_body
from harness.worker.scenarios.threaded import package_of


def order(writers: int, writes: int) -> ScenarioRun:
    return ScenarioRun("p", "thread_writes", (), arguments={"writers": writers, "writes": writes})


def two_winners(records: list[Any]) -> list[str]:
    """Names that more than one writer was told to have written first."""
    won = [r.target for r in records if type(r) is Operation and r.f == "write_first" and r.outcome == "ok"]
    return sorted({name for name in won if won.count(name) > 1})


def bag_without_a_lock(subject: Subject) -> type[Any]:
    """The subject's own bag, whose lock guards nothing."""
    real: Any = subject.name("stageflow.context", "OutputBag")

    class Unguarded(real):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._lock = contextlib.nullcontext()

    return Unguarded


@pytest.mark.parametrize(("granularity", "seeds"), [("gil", 60), ("any", 25)])
def test_the_bundled_bag_is_clean(granularity: Granularity, seeds: int, subject: Subject) -> None:
    for seed in range(seeds):
        recorder = Recorder()
        told = controlled_body(order(3, 1), subject, recorder, RandomWalk(seed), granularity)
        assert told.errors == {}
        assert two_winners(recorder.records) == []
        assert recorder.records[-1].fields == {"entries": 4}  # type: ignore[union-attr]


def writes_of(make: Callable[[], Any], subject: Subject, granularity: Granularity, seeds: int) -> list[int]:
    """How many of three first writers won, under each seed."""
    package = package_of(subject)
    won = list[int]()
    output = subject.output(key="k")
    with adopted("stageflow"):
        for seed in range(seeds):
            bag = make()
            told = run_threads(
                [(name, functools.partial(bag.write_sync, "k", output)) for name in ("x", "y", "z")],
                RandomWalk(seed),
                lambda code: code.co_filename.startswith(package),
                granularity,
            )
            won.append(3 - len(told.errors))
    return won


@pytest.mark.parametrize("granularity", ["gil", "any"])
def test_of_three_first_writers_one_wins(granularity: Granularity, subject: Subject) -> None:
    assert set(writes_of(subject.output_bag, subject, granularity, 150)) == {1}


@pytest.mark.parametrize("granularity", ["gil", "any"])
def test_a_bag_without_its_lock_lets_several_win(granularity: Granularity, subject: Subject) -> None:
    assert max(writes_of(bag_without_a_lock(subject), subject, granularity, 40)) > 1


def test_a_bag_without_its_lock_is_found_by_the_family(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    import stageflow.context

    monkeypatch.setattr(stageflow.context, "OutputBag", bag_without_a_lock(subject))
    for seed in range(40):
        recorder, told = Recorder(), ThreadRun()
        controlled_body(order(3, 1), subject, recorder, RandomWalk(seed), "gil", told)
        if two_winners(recorder.records):
            break
    assert two_winners(recorder.records) == ["contended-0"]
    again = Recorder()
    assert controlled_body(order(3, 1), subject, again, Tape(told.choices), "gil") == told
    assert again.records == recorder.records


def test_what_a_writer_raises_outside_of_a_write_comes_out(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(thread_writes, "_write", broken)
    with pytest.raises(ZeroDivisionError):
        controlled_body(order(2, 1), subject, Recorder(), RandomWalk(1), "gil")
