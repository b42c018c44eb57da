"""`os.fork` in a process that has other threads, which run no Python code at that moment."""

import warnings

from harness.worker.process_wide import fork_of_ours


def fork_quietly() -> int:
    """As `os.fork`, without the warning of newer Pythons about threads. The caller knows what the others do."""
    with warnings.catch_warnings():
        # faulthandler's timer is a thread for the system, but runs no Python code that could hold a lock
        warnings.simplefilter("ignore", DeprecationWarning)
        return fork_of_ours()
