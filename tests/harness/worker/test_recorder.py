"""Records of a trial, and what the subject logs."""

import logging
import sys
import threading
from typing import Any

import pytest

from harness.evidence.records import Event, Fingerprint, Operation, Result
from harness.worker.logs import MESSAGE_CHARS_MAX, LogCapture
from harness.worker.recorder import PREVIEW_CHARS, Recorder


def test_records_stand_in_the_order_in_which_they_were_made() -> None:
    recorder = Recorder()
    invoke = recorder.tick()
    recorder.event("started", stage="a")
    recorder.operation("w", "write", "a", "v", "ok", invoke, "suspended")
    recorder.fingerprint("caller:a", "before", {"a": 1})
    recorder.result("run", "a", "ok", {"a": 1})
    event, operation, fingerprint, result = recorder.records
    assert event == Event("started", 2, {"stage": "a"})
    assert operation == Operation("w", "write", "a", "v", "ok", 1, 3, "suspended")
    assert isinstance(fingerprint, Fingerprint) and isinstance(result, Result)
    assert fingerprint.digest == result.digest
    assert fingerprint.preview == result.preview == "{'a': 1}"


def test_previews_are_short() -> None:
    recorder = Recorder()
    recorder.fingerprint("a", "before", "x" * 10_000)
    (fingerprint,) = recorder.records
    assert isinstance(fingerprint, Fingerprint)
    assert len(fingerprint.preview) == PREVIEW_CHARS


def test_threads_lose_no_record_and_share_no_tick() -> None:
    recorder, barrier = Recorder(), threading.Barrier(8)

    def work(name: str) -> None:
        barrier.wait()
        for i in range(500):
            recorder.operation(name, "write", str(i), i, "ok", recorder.tick())

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    operations = [r for r in recorder.records if isinstance(r, Operation)]
    assert len({(o.actor, o.target) for o in operations}) == len(operations) == 4000
    ticks = [t for o in operations for t in (o.invoke, o.ret)]
    assert len(set(ticks)) == 8000
    assert all(o.ret is not None and o.invoke < o.ret for o in operations)


@pytest.fixture
def capture(root_logger: logging.Logger) -> LogCapture:
    """Not installed yet: pytest puts its own handlers in when the test begins."""
    return LogCapture()


class Unlucky:
    def __repr__(self) -> str:
        raise OSError("no")


def test_lines_are_counted_and_handed_over_once(capture: LogCapture) -> None:
    capture.install()
    logger = logging.getLogger("some.subject")
    logger.warning("one %s", 1)
    logger.error("two")
    logger.info("not at this level")
    assert [(line.level, line.logger, line.message) for line in capture.take()] == [
        ("WARNING", "some.subject", "one 1"),
        ("ERROR", "some.subject", "two"),
    ]
    assert capture.take() == []
    assert capture.by_level == {"WARNING": 1, "ERROR": 1}


def test_a_stored_trial_logs_everything(capture: LogCapture) -> None:
    capture.install()
    capture.level_of_trial(logging.DEBUG)
    logging.getLogger("x").debug("seen")
    capture.level_of_trial(logging.WARNING)
    logging.getLogger("x").debug("unseen")
    assert [line.message for line in capture.take()] == ["seen"]


@pytest.mark.parametrize(
    ("message", "args", "says"),
    [
        ("%d", ("x",), "'%d' could not be formatted: TypeError"),
        ("%s %s", (1,), "'%s %s' could not be formatted: TypeError"),
        (Unlucky(), (), "<Unlucky: repr raised OSError> could not be formatted: OSError"),
        ("%s", (Unlucky(),), "'%s' could not be formatted: OSError"),
        ("x" * 5000, (), "x" * MESSAGE_CHARS_MAX),
    ],
    ids=["wrong-type", "too-few", "message-without-repr", "argument-without-repr", "long"],
)
def test_no_message_of_a_subject_does_harm(capture: LogCapture, message: Any, args: tuple[Any, ...], says: str) -> None:
    capture.install()
    logging.getLogger("x").error(message, *args)
    assert [line.message for line in capture.take()] == [says]


def test_nothing_else_handles_what_is_logged(capture: LogCapture) -> None:
    capture.install()
    assert logging.getLogger().handlers == [capture]
