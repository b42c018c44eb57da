"""What is known of a log line beside its text: the time of the loop that ran, and the run that it says it is of."""

import asyncio
import logging
from typing import Any
from uuid import UUID

import pytest

from harness.evidence.records import LogLine, to_json
from harness.worker.logs import RUN_CHARS_MAX, CapturedLine, LogCapture, stored_line
from tests.harness.worker.controlled import new_loop

RUN = UUID("11111111-aaaa-4aaa-8aaa-111111111111")


@pytest.fixture
def capture(root_logger: logging.Logger) -> LogCapture:
    """Not installed yet: pytest puts its own handlers in when the test begins."""
    return LogCapture()


@pytest.mark.parametrize(
    ("extra", "run"),
    [
        ({"pipeline_run_id": str(RUN)}, str(RUN)),
        ({"pipeline_run_id": RUN}, str(RUN)),
        ({"run_id": "mine"}, "mine"),
        ({"pipeline_run_id": None, "run_id": "mine"}, "mine"),
        ({"pipeline_run_id": "x" * 1000}, "x" * RUN_CHARS_MAX),
        ({"run_id": 7}, ""),
        ({}, ""),
    ],
    ids=["text", "id", "common-name", "none-and-another", "long", "number", "nothing"],
)
def test_a_line_says_which_run_it_carries(capture: LogCapture, extra: dict[str, Any], run: str) -> None:
    capture.install()
    logging.getLogger("x").warning("here", extra=extra)
    (line,) = capture.take()
    assert (line.run, line.at_us) == (run, -1)


def test_an_id_that_would_run_code_of_the_subject_is_not_asked(capture: LogCapture) -> None:
    class Loud(str):
        def __str__(self) -> str:
            raise AssertionError("asked")

    capture.install()
    logging.getLogger("x").warning("here", extra={"run_id": Loud("mine")})
    assert [line.run for line in capture.take()] == [""]


async def logs_in_an_hour() -> float:
    await asyncio.sleep(3600 if hasattr(asyncio.get_running_loop(), "run_trial") else 0)
    logging.getLogger("x").warning("here")
    return asyncio.get_running_loop().time()


def test_a_line_has_the_virtual_time_of_a_controlled_loop(capture: LogCapture) -> None:
    capture.install()
    new_loop().run_trial(logs_in_an_hour())
    assert [line.at_us for line in capture.take()] == [3600 * 1_000_000]


def test_a_line_has_the_real_time_of_another_loop(capture: LogCapture) -> None:
    capture.install()
    after_s = asyncio.run(logs_in_an_hour())
    (line,) = capture.take()
    assert 0 < line.at_us <= after_s * 1_000_000 + 1


def test_only_a_captured_line_is_stored_with_more_than_its_record() -> None:
    plain, captured = LogLine("INFO", "x", "here"), CapturedLine("INFO", "x", "here", 5, "r")
    line = to_json(plain, "p", 0, 0)
    assert to_json(captured, "p", 0, 0) == line
    assert stored_line(line, plain) == line
    assert stored_line(line, captured) == {**line, "at_us": 5, "run": "r"}
