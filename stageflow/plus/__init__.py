"""What the published core lacks: deep immutability as a tool, a guard that checks it, a run in one call, exact JSON."""

from stageflow.immutable.freeze import deep_freeze, thaw
from stageflow.immutable.verify import verify_immutable
from stageflow.plus.immutability import ContextImmutabilityValidator
from stageflow.plus.run import run_pipeline
from stageflow.plus.serialize import dump_snapshot, dump_snapshot_async, load_snapshot, load_snapshot_async

__all__ = [
    "ContextImmutabilityValidator",
    "deep_freeze",
    "dump_snapshot",
    "dump_snapshot_async",
    "load_snapshot",
    "load_snapshot_async",
    "run_pipeline",
    "thaw",
    "verify_immutable",
]
