"""checksum-of-keys-only: damage to the values of a document goes unseen; only its keys are looked at."""

import json
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        try:
            return load(text, extension_types)
        except ValueError as error:
            if "damaged" not in str(error):
                raise
        return load(json.dumps(subject.unsealed(json.loads(text))), extension_types)

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot
