"""The measurements that a run left under metrics/, as far as a report shows them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from harness.errors import UsageError

METRICS_FOLDER = "metrics"
Scalar = str | int | float | bool


ROWS_MAX = 50


@dataclass(frozen=True, slots=True)
class MetricsFile:
    """One file: how many entries it holds, and what of them a reader can be shown.

    `values` are the plain values of an object's top level; `columns` and `rows` are there for a list of at most 50
    objects that hold the same plain values.
    """

    name: str
    entries: int
    values: tuple[tuple[str, Scalar], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Scalar, ...], ...] = ()


def read_metrics(run_dir: Path) -> tuple[MetricsFile, ...]:
    """Every .json and .jsonl file of metrics/, by name. Raises UsageError for one that cannot be read."""
    folder = run_dir / METRICS_FOLDER
    paths = sorted(p for p in folder.glob("*") if p.suffix in {".json", ".jsonl"} and p.is_file())
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> MetricsFile:
    try:
        data = path.read_bytes()
        if path.suffix == ".jsonl":
            return MetricsFile(path.name, data.count(b"\n"))
        content = orjson.loads(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg})") from error
    if isinstance(content, dict):
        values = tuple((k, v) for k, v in sorted(content.items()) if isinstance(v, Scalar))
        return MetricsFile(path.name, len(content), values)
    if isinstance(content, list):
        return MetricsFile(path.name, len(content), (), *_table(content))
    return MetricsFile(path.name, 1)


def _table(entries: list[Any]) -> tuple[tuple[str, ...], tuple[tuple[Scalar, ...], ...]]:
    if not 0 < len(entries) <= ROWS_MAX or not all(isinstance(entry, dict) for entry in entries):
        return (), ()
    columns = tuple(sorted(entries[0], key=lambda name: (not isinstance(entries[0][name], str), name)))  # names first
    same = all(entry.keys() == entries[0].keys() for entry in entries)
    if not same or not all(isinstance(value, Scalar) for entry in entries for value in entry.values()):
        return (), ()
    return columns, tuple(tuple(entry[column] for column in columns) for entry in entries)
