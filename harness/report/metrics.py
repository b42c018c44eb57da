"""The measurements that a run left under metrics/, as far as a report shows them."""

from dataclasses import dataclass
from pathlib import Path

import orjson

from harness.errors import UsageError

METRICS_FOLDER = "metrics"
Scalar = str | int | float | bool


@dataclass(frozen=True, slots=True)
class MetricsFile:
    """One file: how many entries it holds, and those of its top level that are plain values."""

    name: str
    entries: int
    values: tuple[tuple[str, Scalar], ...]


def read_metrics(run_dir: Path) -> tuple[MetricsFile, ...]:
    """Every .json and .jsonl file of metrics/, by name. Raises UsageError for one that cannot be read."""
    folder = run_dir / METRICS_FOLDER
    paths = sorted(p for p in folder.glob("*") if p.suffix in {".json", ".jsonl"} and p.is_file())
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> MetricsFile:
    try:
        data = path.read_bytes()
        if path.suffix == ".jsonl":
            return MetricsFile(path.name, data.count(b"\n"), ())
        content = orjson.loads(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg})") from error
    if isinstance(content, dict):
        values = tuple((k, v) for k, v in sorted(content.items()) if isinstance(v, str | int | float | bool))
        return MetricsFile(path.name, len(content), values)
    return MetricsFile(path.name, len(content) if isinstance(content, list) else 1, ())
