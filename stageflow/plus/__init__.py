"""What the published core lacks: deep immutability as a tool, and a guard stage that checks it."""

from stageflow.immutable.freeze import deep_freeze, thaw
from stageflow.immutable.verify import verify_immutable
from stageflow.plus.immutability import ContextImmutabilityValidator

__all__ = ["ContextImmutabilityValidator", "deep_freeze", "thaw", "verify_immutable"]
