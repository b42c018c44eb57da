"""Property tests draw the same examples in every run; `--hypothesis-profile=explore` draws new ones."""

import gc
import signal

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")


def pytest_configure() -> None:
    """A worker of pytest-xdist ignores SIGINT, and so would what it starts; interrupts are tested here."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """The thousands of tests and their modules stay to the end: no collection of garbage walks them from here on."""
    gc.collect()
    gc.freeze()
