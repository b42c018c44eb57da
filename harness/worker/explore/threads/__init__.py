"""OS threads under control: one runs at a time, the strategy chooses at each switch point. For scenario families."""

from harness.worker.explore.threads.actors import Granularity, Stopped, ThreadRun
from harness.worker.explore.threads.install import adopted, install, installed, uninstall
from harness.worker.explore.threads.run import run_threads

__all__ = ["Granularity", "Stopped", "ThreadRun", "adopted", "install", "installed", "run_threads", "uninstall"]
