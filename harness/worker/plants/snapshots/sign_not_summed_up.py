"""sign-not-summed-up: a number that has lost or gained its sign goes unseen by the checksum."""

import dataclasses
import json
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot and load_snapshot: the seal is that of the metadata without their signs."""
    dump = subject.name("stageflow.plus", "dump_snapshot")
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        unsigned = dataclasses.replace(snapshot, metadata=_unsigned(snapshot.metadata))
        return json.dumps({**json.loads(dump(snapshot)), "checksum": json.loads(dump(unsigned))["checksum"]})

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        document = json.loads(text)
        if not isinstance(document, dict) or "checksum" not in document:
            return load(text, extension_types)
        load(json.dumps({**document, "metadata": _unsigned(document.get("metadata"))}), extension_types)
        return load(json.dumps(subject.unsealed(document)), extension_types)

    vars(subject.name("stageflow", "plus")).update(dump_snapshot=dump_snapshot, load_snapshot=load_snapshot)


def _unsigned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unsigned(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_unsigned(held) for held in value]
    return abs(value) if type(value) is int else value
