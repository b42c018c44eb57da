"""Fixtures for tests of the worker side."""

import gc
import logging
from collections.abc import Iterator

import pytest

from harness.worker.adapter import Subject
from tests.harness.worker.controlled import Controlled


@pytest.fixture
def controlled() -> Controlled:
    """Runs a coroutine under a seed on the controlled loop: `controlled(main(), seed=3)`."""
    return Controlled()


@pytest.fixture
def subject() -> Subject:
    """The core of this checkout."""
    return Subject()


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, put back as it was afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def small_heap() -> None:
    """As in a fresh process: what is alive before the test is not walked each time that objects are counted."""
    gc.collect()
    gc.freeze()
