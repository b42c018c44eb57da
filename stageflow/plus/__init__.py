"""What the published core lacks: deep immutability as a tool, a guard stage that checks it, and a run in one call."""

from stageflow.immutable.freeze import deep_freeze, thaw
from stageflow.immutable.verify import verify_immutable
from stageflow.plus.immutability import ContextImmutabilityValidator
from stageflow.plus.run import run_pipeline

__all__ = ["ContextImmutabilityValidator", "deep_freeze", "run_pipeline", "thaw", "verify_immutable"]
