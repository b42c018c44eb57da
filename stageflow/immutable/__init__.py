"""Deep immutability: the frozen views, deep_freeze and thaw, and the audit of what is still mutable."""

from stageflow.immutable.freeze import deep_freeze, thaw
from stageflow.immutable.verify import verify_immutable
from stageflow.immutable.views import DictView, ListView

__all__ = ["DictView", "ListView", "deep_freeze", "thaw", "verify_immutable"]
