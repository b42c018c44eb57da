"""tuple-in-a-web-result: a tuple in a web result is written as JSON with a list in its place."""

import dataclasses
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.dump_snapshot."""
    dump = subject.name("stageflow.plus", "dump_snapshot")

    @wraps(dump)
    def dump_snapshot(snapshot: Any) -> str:
        found = snapshot.enrichments
        if found is None or not found.web_results:
            return str(dump(snapshot))
        plain = [_without_tuples(held) for held in found.web_results]
        return str(dump(snapshot.with_enrichments(dataclasses.replace(found, web_results=plain))))

    vars(subject.name("stageflow", "plus"))["dump_snapshot"] = dump_snapshot


def _without_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_tuples(held) for key, held in value.items()}
    return [_without_tuples(held) for held in value] if isinstance(value, list | tuple) else value
