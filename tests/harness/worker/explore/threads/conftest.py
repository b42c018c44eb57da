"""Every test here leaves the process as it was: no thread, no tracing, no modelled lock."""

import sys
import threading
from collections.abc import Iterator

import pytest

from harness.worker.explore.threads import installed


@pytest.fixture(autouse=True)
def modelled_locks() -> Iterator[None]:
    """Locks made in a test can be controlled."""
    with installed():
        yield


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    before = threading.enumerate(), sys.gettrace(), _tools()
    yield
    assert (threading.enumerate(), sys.gettrace(), _tools()) == before


def _tools() -> list[str | None]:
    monitoring = vars(sys).get("monitoring")  # not there on 3.11
    return [] if monitoring is None else [monitoring.get_tool(tool) for tool in range(6)]
