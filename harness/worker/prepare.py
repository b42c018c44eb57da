"""What has to be done in a worker before the subject is imported, because modules bind names when they are imported."""

from harness.worker.explore import clock
from harness.worker.explore.threads import install


def before_subject(*, threads: bool, virtual_clock: bool) -> None:
    """Models locks where threads will be controlled, and makes clocks follow the loop where a pipeline asks for it."""
    if threads:
        install()
    if virtual_clock:
        clock.follow_the_loop()
