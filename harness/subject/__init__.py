"""Which stageflow is tested, and how a worker gets it."""

from harness.subject.resolve import ResolvedSubject, resolve
from harness.subject.staging import Stage, staged

__all__ = ["ResolvedSubject", "Stage", "resolve", "staged"]
