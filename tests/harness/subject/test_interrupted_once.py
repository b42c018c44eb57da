"""A second Ctrl-C while the first one is dealt with."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import FrameType

import pytest

from harness.subject.interrupted_once import interrupted_once


@pytest.fixture
def came() -> Iterator[list[int]]:
    """What a handler of SIGINT was told."""
    told = list[int]()

    def handler(number: int, frame: FrameType | None) -> None:
        told.append(number)

    before = signal.signal(signal.SIGINT, handler)
    yield told
    signal.signal(signal.SIGINT, before)


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_one_comes_through_and_the_others_once_the_block_is_over(came: list[int]) -> None:
    with interrupted_once():
        with interrupted_once():
            for _ in range(4):
                interrupt()
        interrupt()
        assert len(came) == 1
    interrupt()
    assert len(came) == 2


def test_what_a_keyboard_interrupt_begins_comes_to_its_end() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), interrupted_once():
        try:
            interrupt()
        finally:
            interrupt()
            done.append("whole")
    assert done == ["whole"]


def test_a_signal_that_is_ignored_stays_so() -> None:
    code = """
import os, signal
from harness.subject.interrupted_once import interrupted_once
signal.signal(signal.SIGINT, signal.SIG_IGN)
with interrupted_once():
    os.kill(os.getpid(), signal.SIGINT)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_in_another_thread_nothing_is_changed(came: list[int]) -> None:
    seen = list[object]()

    def work() -> None:
        with interrupted_once():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGINT)]
