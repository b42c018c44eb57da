"""The parent's side of a worker: start it, watch it, kill it, keep what it says."""

from harness.supervisor.jobs import Job, JobResult, Watcher
from harness.supervisor.run import Supervisor

__all__ = ["Job", "JobResult", "Supervisor", "Watcher"]
