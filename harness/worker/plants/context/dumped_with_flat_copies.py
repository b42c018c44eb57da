"""dumped-with-flat-copies: the JSON of a snapshot repeats its parts under the keys of older versions."""

import json
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        dump(snapshot)  # refuses what it refused
        return json.dumps(snapshot.to_dict(), separators=(",", ":"))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot
