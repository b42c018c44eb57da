"""Signals that come while something is done that has to be done whole."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import FrameType

import pytest

from harness.subject.uninterrupted import uninterrupted

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture
def came() -> Iterator[list[int]]:
    """What a handler of each of the signals was told."""
    told = list[int]()

    def handler(number: int, frame: FrameType | None) -> None:
        told.append(number)

    before = {number: signal.signal(number, handler) for number in SIGNALS}
    yield told
    for number, earlier in before.items():
        signal.signal(number, earlier)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_waits_for_the_end_of_the_block_and_comes_once(came: list[int], number: int) -> None:
    with uninterrupted():
        for _ in range(4):
            os.kill(os.getpid(), number)
        assert came == []
    assert came == [number]


def test_in_nested_blocks_it_waits_for_the_outermost(came: list[int]) -> None:
    with uninterrupted():
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
        assert came == []
        os.kill(os.getpid(), signal.SIGTERM)
    assert came == [signal.SIGINT, signal.SIGTERM]
    os.kill(os.getpid(), signal.SIGINT)
    assert came[2:] == [signal.SIGINT], "the handler is back"


def test_ctrl_c_is_a_keyboard_interrupt_behind_the_block_also_where_that_fails() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt) as raised, uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("whole")
        raise OSError
    assert done == ["whole"]
    assert isinstance(raised.value.__context__, OSError)


def test_a_signal_that_nobody_handles_does_what_it_did_and_one_that_is_ignored_stays_so() -> None:
    code = """
import os, signal
from harness.subject.uninterrupted import uninterrupted
signal.signal(signal.SIGINT, signal.SIG_IGN)
with uninterrupted():
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGTERM)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGTERM


def test_in_another_thread_nothing_is_changed(came: list[int]) -> None:
    handlers, seen = [signal.getsignal(number) for number in SIGNALS], list[object]()

    def work() -> None:
        with uninterrupted():
            seen.extend(signal.getsignal(number) for number in SIGNALS)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == handlers
    assert came == []
