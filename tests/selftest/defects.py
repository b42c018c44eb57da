"""Defects that are put into a copy of the core: appended to its `__init__`, so that they act when it is imported.

Each names the hypotheses of CORE-008 that have to be refuted by it, and no others may be. Runnable by hand:
`python -m tests.selftest.defects NAME DIR` writes the defective copy, `--subject path:DIR` runs against it.
"""

import sys
from pathlib import Path

from tests.cli.small import defective_core

WRAP_RUN = """
from stageflow.pipeline.dag import UnifiedStageGraph as _Graph
_run = _Graph.run
async def _changed(self, ctx):
    results = await _run(self, ctx)
    {body}
_Graph.run = _changed
"""
WRAP_ENRICHMENTS = """
from stageflow import ContextSnapshot as _Snapshot
_with = _Snapshot.with_enrichments
def _changed(self, enrichments):
    new = _with(self, enrichments)
    {body}
_Snapshot.with_enrichments = _changed
"""
WRAP_FORK = """
from stageflow import PipelineContext as _Context
_fork = _Context.fork
def _changed(self, *args, **options):
    child = _fork(self, *args, **options)
    {body}
    return child
_Context.fork = _changed
"""
WRAP_WRITE = """
import threading, zlib
from datetime import UTC, datetime
from stageflow.context import OutputBag as _Bag, OutputEntry as _Entry
_write = _Bag.write_sync
def _changed(self, stage_name, output, *, allow_overwrite=False):
    in_thread = threading.current_thread() is not threading.main_thread()
    {body}
    return _write(self, stage_name, output, allow_overwrite=allow_overwrite)
_Bag.write_sync = _changed
"""
WRAP_OUTPUT = """
from stageflow import StageOutput as _Output
_init = _Output.__init__
def _changed(self, status, data=None, artifacts=None, events=None, error=None, duration_ms=None):
    given = {{k: v for k, v in dict(data=data, artifacts=artifacts, events=events).items() if v is not None}}
    _init(self, status, error=error, duration_ms=duration_ms, **given)
    {body}
_Output.__init__ = _changed
"""
WRAP_SNAPSHOT = """
from stageflow import ContextSnapshot as _Snapshot
_init = _Snapshot.__init__
def _changed(self, *args, **fields):
    metadata = fields.get("metadata")
    {body}
    _init(self, *args, **fields)
_Snapshot.__init__ = _changed
"""
FROZEN_DICT = """
from stageflow.plus import deep_freeze as _freeze
_View = type(_freeze({{"a": 1}}))
{body}
"""

DEFECTS: dict[str, tuple[str, str, set[str]]] = {
    "a-thread-loses-one-write-in-a-hundred": (
        WRAP_WRITE,
        "if in_thread and stage_name.startswith('own-') and zlib.crc32(stage_name.encode()) % 17 == 0:\n"
        "        return _Entry(output, 1, datetime.now(UTC), stage_name)",
        {"H2"},
    ),
    "a-writer-dies-in-its-thread": (
        WRAP_WRITE,
        "if in_thread and stage_name.startswith('own-7'):\n        raise SystemExit",
        {"H2"},
    ),
    "several-first-writers-win": (
        WRAP_WRITE,
        "if in_thread and stage_name in self:\n        return self.get(stage_name)",
        {"H2"},
    ),
    "fork-shares-configuration-one-level-down": (
        WRAP_FORK,
        "child.configuration = dict(self.configuration)",
        {"H3", "H5"},
    ),
    "fork-shares-stage-metadata": (WRAP_FORK, "child._stage_metadata = self._stage_metadata", {"H3"}),
    "fork-forgets-the-configuration": (WRAP_FORK, "child.configuration = {}", {"H5"}),
    "two-forks-carry-one-id": (
        WRAP_FORK,
        "from uuid import UUID\n    child.pipeline_run_id = UUID(int=child.pipeline_run_id.int & ~1)",
        {"H3"},
    ),
    "with-enrichments-forgets-the-metadata": (
        WRAP_ENRICHMENTS,
        "return _Snapshot(run_id=new.run_id, enrichments=new.enrichments, created_at=new.created_at)",
        {"H3"},
    ),
    "with-enrichments-thaws-the-metadata": (
        WRAP_ENRICHMENTS,
        "object.__setattr__(new, 'metadata', dict(self.metadata))\n    return new",
        {"H6"},
    ),
    "with-enrichments-shares-a-list": (
        WRAP_ENRICHMENTS,
        "if self.enrichments is not None:\n"
        "        shared = list(self.enrichments.web_results)\n"
        "        object.__setattr__(self.enrichments, 'web_results', shared)\n"
        "        object.__setattr__(new.enrichments, 'web_results', shared)\n"
        "    return new",
        {"H3", "H6"},
    ),
    "an-output-keeps-the-stages-own-dict": (
        WRAP_OUTPUT,
        "if type(data) is dict:\n        object.__setattr__(self, 'data', data)",
        {"H6", "H7", "H8"},
    ),
    "an-output-keeps-the-stages-own-list-of-events": (
        WRAP_OUTPUT,
        "if type(events) is list:\n        object.__setattr__(self, 'events', events)",
        {"H6", "H7"},
    ),
    "a-snapshot-writes-into-the-callers-metadata": (
        WRAP_SNAPSHOT,
        "if type(metadata) is dict:\n        metadata.setdefault('touched', 1)",
        {"H7"},
    ),
    "a-snapshot-reverses-the-callers-list": (
        WRAP_SNAPSHOT,
        "if type(metadata) is dict and 'bytes' in metadata:\n        metadata['list'].reverse()",
        {"H7"},
    ),
    "two-results-are-swapped": (
        WRAP_RUN,
        "names = list(results)\n"
        "    if len(names) > 4:\n"
        "        results[names[0]], results[names[1]] = results[names[1]], results[names[0]]\n"
        "    return results",
        {"H4", "H8"},
    ),
    "every-result-says-that-it-failed": (
        WRAP_RUN,
        "from stageflow import StageOutput, StageStatus\n"
        "    return {k: StageOutput(StageStatus.FAIL, v.data, error='x') for k, v in results.items()}",
        {"H4"},
    ),
    "a-frozen-snapshot-can-be-assigned": (
        "from stageflow import ContextSnapshot as _Snapshot\n{body}",
        "_Snapshot.__setattr__ = object.__setattr__",
        {"H1"},
    ),
    "a-frozen-dict-merges-in-place": (
        FROZEN_DICT,
        "_View.__ior__ = lambda self, other: dict.update(self, other) or self",
        {"H5", "H6"},
    ),
    "a-frozen-dict-is-made-twice": (
        FROZEN_DICT,
        "_View.__init__ = lambda self, *args, **fields: dict.update(self, *args, **fields)",
        {"H5", "H6"},
    ),
}


def write(name: str, folder: Path) -> Path:
    """A copy of the core with the defect in it; gives the folder for `--subject path:`."""
    frame, body, _ = DEFECTS[name]
    return defective_core(folder, frame.format(body=body))


if __name__ == "__main__":
    print(write(sys.argv[1], Path(sys.argv[2])))
